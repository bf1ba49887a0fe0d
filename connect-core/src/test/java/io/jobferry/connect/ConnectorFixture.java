package io.jobferry.connect;

import io.jobferry.Backend;
import java.util.HashMap;
import java.util.Map;

/** A backend's connectors, and a server of its own that they are tested on. */
public interface ConnectorFixture extends AutoCloseable {
    /** The connectors' {@link QueueBinding#name}. */
    String name();

    /** The scheme of the server's addresses. */
    default String scheme() {
        return name();
    }

    /** The scheme of addresses that are reached over TLS. */
    String tlsScheme();

    /** The loopback port that the server listens on. */
    int port();

    /** A source connector that is not started. */
    JobSourceConnector source();

    /** A sink connector that is not started. */
    JobSinkConnector sink();

    /** A look at the server beside the connectors, the same at every call. */
    Backend backend();

    /** Ends the server, and the look at it. A second close does nothing. */
    @Override
    void close();

    /** The key of the servers' addresses. */
    default String serversKey() {
        return name() + ".servers";
    }

    /** The server's address, as a user gives it. */
    default String address() {
        return scheme() + "://127.0.0.1:" + port();
    }

    /** A configuration of the server and further keys and values, to be changed. */
    default Map<String, String> properties(String... more) {
        Map<String, String> properties = new HashMap<>();
        properties.put(serversKey(), address());
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return properties;
    }
}
