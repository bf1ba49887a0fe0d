package io.jobferry.connect;

import io.jobferry.Backend;
import java.util.HashMap;
import java.util.Map;

/** A backend's connectors, and a server of its own that they are tested on. */
public abstract class ConnectorFixture implements AutoCloseable {
    private final String name;
    private final int port;
    private final Backend backend;
    private final Runnable closeServer;

    /**
     * Takes the backend over, and the end of the server.
     *
     * @param name the connectors' {@link QueueBinding#name}
     * @param port the loopback port that the server listens on
     * @param backend a look at the server beside the connectors
     */
    protected ConnectorFixture(String name, int port, Backend backend, Runnable closeServer) {
        this.name = name;
        this.port = port;
        this.backend = backend;
        this.closeServer = closeServer;
    }

    /** A source connector that is not started. */
    public abstract JobSourceConnector source();

    /** A sink connector that is not started. */
    public abstract JobSinkConnector sink();

    /** The scheme of the server's addresses; with an s behind it, of those that are reached over TLS. */
    public String scheme() {
        return name;
    }

    public final int port() {
        return port;
    }

    /** The look at the server, the same at every call. */
    public final Backend backend() {
        return backend;
    }

    /** A key that begins with the connectors' name. */
    public final String key(String key) {
        return name + "." + key;
    }

    /** The key of the servers' addresses. */
    public final String serversKey() {
        return key("servers");
    }

    /** The server's address, as a user gives it. */
    public final String address() {
        return scheme() + "://127.0.0.1:" + port;
    }

    /** A configuration of the server and further keys and values, to be changed. */
    public final Map<String, String> properties(String... more) {
        Map<String, String> properties = new HashMap<>();
        properties.put(serversKey(), address());
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return properties;
    }

    /** Ends the server, and the look at it. A second close does nothing. */
    @Override
    public final void close() {
        backend.close();
        closeServer.run();
    }
}
