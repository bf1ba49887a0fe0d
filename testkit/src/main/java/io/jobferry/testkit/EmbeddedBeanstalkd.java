package io.jobferry.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;

/**
 * A beanstalkd in this JVM: every command of version 1.12 with its replies, on a loopback port, without a binlog. Each
 * instance starts empty: ids begin at 1, and the {@code id} in its {@code stats} is another one. So closing one and
 * starting the next on the same port is what the restart of a server is.
 *
 * <pre>{@code
 * try (EmbeddedBeanstalkd server = EmbeddedBeanstalkd.start();
 *         Backend backend = Queues.open(server.uri())) {
 *     …
 * }
 * }</pre>
 *
 * <p>Any thread. One daemon thread serves all connections.
 */
public final class EmbeddedBeanstalkd implements AutoCloseable {
    private final BeanstalkdServer server = new BeanstalkdServer();
    private final ServerLoop loop;
    private final int port;

    private EmbeddedBeanstalkd(ServerSocketChannel listener) throws IOException {
        this.port = listener.socket().getLocalPort();
        this.loop = ServerLoop.start("embedded-beanstalkd 127.0.0.1:" + port, server);
        loop.accept(listener, (channel, key) -> new BeanstalkdConnection(server, channel, key));
    }

    /** A server that listens on a free loopback port. */
    public static EmbeddedBeanstalkd start() {
        return start(0);
    }

    /**
     * A server that listens on this loopback port.
     *
     * @param port 0 for a free one
     * @throws UncheckedIOException if the port is taken
     */
    public static EmbeddedBeanstalkd start(int port) {
        try {
            return new EmbeddedBeanstalkd(ServerLoop.bind(port));
        } catch (IOException e) {
            throw new UncheckedIOException("port cannot be listened on: 127.0.0.1:" + port, e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** Its address, as {@link io.jobferry.Queues#open} takes it. */
    public String uri() {
        return "beanstalk://127.0.0.1:" + port();
    }

    /** Takes no more jobs, as beanstalkd does after SIGUSR1: every put is answered DRAINING. For good. */
    public void drain() {
        server.drain();
    }

    /** Drops all connections and jobs, and frees the port before it returns. A second close does nothing. */
    @Override
    public void close() {
        loop.close();
    }
}
