package io.jobferry.connect.disque;

import io.jobferry.connect.ConnectorFixture;
import io.jobferry.connect.JobSinkConnector;
import io.jobferry.connect.JobSourceConnector;
import io.jobferry.disque.DisqueBackend;
import io.jobferry.disque.DisqueOptions;
import io.jobferry.testkit.EmbeddedDisque;

/** The connectors on an embedded cluster of two nodes, of which they are told the first. */
final class DisqueFixture extends ConnectorFixture {
    static final String PASSWORD = "wide open";

    private final EmbeddedDisque server;

    private DisqueFixture(EmbeddedDisque server, DisqueOptions options) {
        super("disque", server.port(), new DisqueBackend(options), server::close);
        this.server = server;
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
    public JobSourceConnector source() {
        return new DisqueSourceConnector();
    }

    @Override
    public JobSinkConnector sink() {
        return new DisqueSinkConnector();
    }
}
