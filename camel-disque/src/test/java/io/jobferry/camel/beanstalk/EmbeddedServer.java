package io.jobferry.camel.beanstalk;

import io.jobferry.testkit.EmbeddedBeanstalkd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** A beanstalkd in this JVM. */
final class EmbeddedServer implements BeanstalkServer {
    private final int port = freePort();
    private @Nullable EmbeddedBeanstalkd running;

    static EmbeddedServer started() {
        EmbeddedServer server = new EmbeddedServer();
        server.start();
        return server;
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    @Override
    public void start() {
        running = EmbeddedBeanstalkd.start(port);
    }

    @Override
    public void stop() {
        EmbeddedBeanstalkd stopping = running;
        running = null;
        if (stopping != null) {
            stopping.close();
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
