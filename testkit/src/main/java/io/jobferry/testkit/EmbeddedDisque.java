package io.jobferry.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Disque in this JVM, of one node or of several: the commands that clients use, with the replies of version 1.0-rc1,
 * on loopback ports, without a file. Each instance starts empty and with new node ids.
 *
 * <pre>{@code
 * try (EmbeddedDisque server = EmbeddedDisque.start();
 *         Backend backend = Queues.open(server.uri())) {
 *     …
 * }
 * }</pre>
 *
 * <p>A cluster answers as one does. It has its ids in the ids of jobs, and its nodes in HELLO. Each node has its own
 * queues, takes jobs from the others when its own are empty, and knows the jobs that it took, that it was sent by
 * REPLICATE or that it delivered: what another has NACK counts 0 and WORKING calls NOJOB. But all of it is one thing in
 * one thread, so that <b>replication and partitions are not simulated</b>: a job is on all its nodes as soon as ADDJOB
 * is answered, ASYNC or not; copies do not drift apart; no job is delivered twice because nodes do not see each other;
 * and no job is lost with a node, REPLICATE 1 or not: {@link #kill} tells.
 *
 * <p>It also differs from a real one in this: RETRY is kept to the millisecond, where a real node adds up to half a
 * second or takes it away; a node asks the others for jobs at once, where a real one takes up to seconds; INFO tells less;
 * queues are never forgotten; and what serves operators (CONFIG, CLIENT, MONITOR, SHUTDOWN …) is an unknown command.
 *
 * <p>Any thread. One daemon thread serves all connections.
 */
public final class EmbeddedDisque implements AutoCloseable {
    static final String HOST = "127.0.0.1";

    private final DisqueCluster cluster;
    private final ServerLoop loop;

    private EmbeddedDisque(List<ServerSocketChannel> listeners, @Nullable String password) throws IOException {
        List<Integer> ports = listeners.stream()
                .map(listener -> listener.socket().getLocalPort())
                .toList();
        this.cluster = new DisqueCluster(ports, password);
        this.loop = ServerLoop.start("embedded-disque " + address(), cluster);
        for (int i = 0; i < listeners.size(); i++) {
            open(cluster.nodes.get(i), listeners.get(i));
        }
    }

    /** A server of one node, without a password, that listens on a free loopback port. */
    public static EmbeddedDisque start() {
        return builder().start();
    }

    /**
     * A server of one node, without a password, that listens on this loopback port.
     *
     * @param port 0 for a free one
     * @throws UncheckedIOException if the port is taken
     */
    public static EmbeddedDisque start(int port) {
        return builder().port(port).start();
    }

    /** A server of so many nodes, without a password, each of which listens on a free loopback port. */
    public static EmbeddedDisque startCluster(int nodes) {
        return builder().nodes(nodes).start();
    }

    /** One node on a free port without a password, as long as nothing else is said. */
    public static Builder builder() {
        return new Builder();
    }

    /** How many nodes there are, whether they run or not. */
    public int nodes() {
        return cluster.nodes.size();
    }

    /** The port that the first node listens on. */
    public int port() {
        return port(0);
    }

    /**
     * The port that a node listens on, also while it does not run.
     *
     * @param node from 0
     */
    public int port(int node) {
        return cluster.nodes.get(node).port;
    }

    /** {@code host:port} of the first node. */
    public String address() {
        return address(0);
    }

    /**
     * {@code host:port} of a node.
     *
     * @param node from 0
     */
    public String address(int node) {
        return HOST + ":" + port(node);
    }

    /** {@code host:port} of each node. */
    public List<String> addresses() {
        return cluster.nodes.stream().map(node -> HOST + ":" + node.port).toList();
    }

    /** The address of all nodes, as {@link io.jobferry.Queues#open} takes it; without a password. */
    public String uri() {
        return "disque://" + String.join(",", addresses());
    }

    /**
     * The id of a node: 40 hexadecimal digits, of which the first 8 stand in the ids of the jobs that it took.
     *
     * @param node from 0
     */
    public String id(int node) {
        return cluster.nodes.get(node).id;
    }

    /**
     * Has a node leave, as CLUSTER LEAVING yes does: HELLO tells it with priority 100, who waits there for jobs gets
     * LEAVING, and it takes jobs only for others to keep. CLUSTER LEAVING no has it stay.
     *
     * @param node from 0
     * @throws IllegalStateException if it does not run
     */
    public void leave(int node) {
        DisqueNode leaving = running(node);
        loop.tell(() -> cluster.leave(leaving));
    }

    /**
     * Ends a node as a crash does: its connections are cut and its port is free when this returns, and HELLO tells it
     * with priority 100. What lay in its queues comes out of another node's once RETRY is over since it was last queued;
     * what is delivered at most once is gone.
     *
     * @param node from 0
     * @throws IllegalStateException if it does not run
     */
    public void kill(int node) {
        DisqueNode killed = running(node);
        loop.shut(killed.port);
        loop.tell(() -> cluster.kill(killed));
    }

    /**
     * Starts a node again after {@link #kill}: on its port, with its id, with nothing in its queues.
     *
     * @param node from 0
     * @throws IllegalStateException if it runs
     * @throws UncheckedIOException if the port was taken meanwhile
     */
    public void restart(int node) {
        DisqueNode restarted = cluster.nodes.get(node);
        if (loop.ask(() -> restarted.up)) {
            throw new IllegalStateException("node runs: " + address(node));
        }
        ServerSocketChannel listener = bind(restarted.port);
        loop.tell(() -> cluster.restart(restarted));
        open(restarted, listener);
    }

    /** Drops all connections and jobs, and frees the ports before it returns. A second close does nothing. */
    @Override
    public void close() {
        loop.close();
    }

    private DisqueNode running(int node) {
        DisqueNode found = cluster.nodes.get(node);
        if (!loop.ask(() -> found.up)) {
            throw new IllegalStateException("node does not run: " + address(node));
        }
        return found;
    }

    private void open(DisqueNode node, ServerSocketChannel listener) {
        loop.accept(listener, (channel, key) -> new DisqueConnection(cluster, node, channel, key));
    }

    private static ServerSocketChannel bind(int port) {
        try {
            return ServerLoop.bind(port);
        } catch (IOException e) {
            throw new UncheckedIOException("port cannot be listened on: " + HOST + ":" + port, e);
        }
    }

    /** What a server is to be like. One thread at a time. */
    public static final class Builder {
        private int nodes = 1;
        private int port;
        private @Nullable String password;

        private Builder() {}

        /** So many nodes, one or more. */
        public Builder nodes(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("nodes are not above zero: " + value);
            }
            nodes = value;
            return this;
        }

        /** The port of the first node; 0 for a free one. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** The password that every connection must give by AUTH before anything else. */
        public Builder password(String value) {
            password = Objects.requireNonNull(value, "password");
            return this;
        }

        /**
         * The running server.
         *
         * @throws UncheckedIOException if the port is taken
         */
        public EmbeddedDisque start() {
            List<ServerSocketChannel> listeners = new ArrayList<>();
            listeners.add(bind(port));
            while (listeners.size() < nodes) {
                listeners.add(bind(0));
            }
            try {
                return new EmbeddedDisque(listeners, password);
            } catch (IOException e) {
                throw new UncheckedIOException("no selector for a server", e);
            }
        }
    }
}
