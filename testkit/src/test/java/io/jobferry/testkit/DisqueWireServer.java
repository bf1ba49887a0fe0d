package io.jobferry.testkit;

/** A Disque of one node or several, whoever made it, on the loopback address, that no other test has seen. */
public interface DisqueWireServer extends AutoCloseable {
    int port(int node);

    /** Ends a node as a crash does. */
    void kill(int node);

    @Override
    void close();
}
