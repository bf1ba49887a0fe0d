package io.jobferry.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The loopback address, on which everything here listens. */
public final class Loopback {
    /** Never {@code localhost}: that may be an IPv6 address, where a server listens on another. */
    public static final String ADDRESS = "127.0.0.1";

    private Loopback() {}

    /** A port that nobody listens on now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
