package io.jobferry.connect.disque;

import io.jobferry.Backend;
import io.jobferry.connect.ConnectorFixture;
import io.jobferry.connect.JobSinkConnector;
import io.jobferry.connect.JobSourceConnector;
import io.jobferry.disque.DisqueBackend;
import io.jobferry.disque.DisqueOptions;
import io.jobferry.testkit.EmbeddedDisque;

/** The connectors on an embedded cluster of two nodes, of which they are told the first. */
final class DisqueFixture implements ConnectorFixture {
    static final String PASSWORD = "wide open";

    private final EmbeddedDisque server;
    private final DisqueBackend backend;

    private DisqueFixture(EmbeddedDisque server, DisqueOptions options) {
        this.server = server;
        this.backend = new DisqueBackend(options);
    }

    static DisqueFixture open() {
        EmbeddedDisque server = EmbeddedDisque.startCluster(2);
        return new DisqueFixture(server, DisqueOptions.of(server.address()));
    }

    /** A server that asks for the {@link #PASSWORD}. */
    static DisqueFixture withPassword() {
        EmbeddedDisque server = EmbeddedDisque.builder().password(PASSWORD).start();
        return new DisqueFixture(server, DisqueOptions.of(server.address()).withPassword(PASSWORD));
    }

    EmbeddedDisque server() {
        return server;
    }

    @Override
    public String name() {
        return "disque";
    }

    @Override
    public String tlsScheme() {
        return "disques";
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public JobSourceConnector source() {
        return new DisqueSourceConnector();
    }

    @Override
    public JobSinkConnector sink() {
        return new DisqueSinkConnector();
    }

    @Override
    public Backend backend() {
        return backend;
    }

    @Override
    public void close() {
        backend.close();
        server.close();
    }
}
