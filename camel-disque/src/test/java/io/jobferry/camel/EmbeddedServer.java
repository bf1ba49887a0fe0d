package io.jobferry.camel;

import io.jobferry.testkit.EmbeddedBeanstalkd;
import io.jobferry.testkit.EmbeddedDisque;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A server in this JVM. */
public final class EmbeddedServer implements QueueServer {
    private final int port = freePort();
    private final IntFunction<Runnable> starter;
    private @Nullable Runnable stopper;

    /** @param starter starts it on a port, and returns what stops it */
    private EmbeddedServer(IntFunction<Runnable> starter) {
        this.starter = starter;
    }

    /** A beanstalkd that is not started yet. */
    public static EmbeddedServer beanstalkd() {
        return new EmbeddedServer(port -> EmbeddedBeanstalkd.start(port)::close);
    }

    /** A Disque of one node that is not started yet. */
    public static EmbeddedServer disque() {
        return new EmbeddedServer(port -> EmbeddedDisque.start(port)::close);
    }

    /** The same, started. */
    public EmbeddedServer started() {
        start();
        return this;
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    @Override
    public void start() {
        stopper = starter.apply(port);
    }

    @Override
    public void stop() {
        Runnable stopping = stopper;
        stopper = null;
        if (stopping != null) {
            stopping.run();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
