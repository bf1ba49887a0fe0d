package io.jobferry.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** The loopback address, on which everything here listens. */
public final class Loopback {
    /** Never {@code localhost}: that may be an IPv6 address, where a server listens on another. */
    public static final String ADDRESS = "127.0.0.1";

    private Loopback() {}

    /**
     * A port that nobody listens on now. It and the one 10,000 above, which a cluster's node takes for its bus, are below
     * those that systems give to outgoing connections: one of these would take it before the server that it is for has
     * started. No bus is where another such port is.
     */
    public static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(12_000, 22_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // Somebody's: another one.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
