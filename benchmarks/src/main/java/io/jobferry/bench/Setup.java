package io.jobferry.bench;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * What a contender works with.
 *
 * @param port of the server, on the loopback address
 * @param connections how many connections, each with a thread of its own
 * @param batch how many jobs a call puts or takes
 * @param uri how Jobferry is told the server, where {@code %s} stands for its address; to others it says how jobs lie
 *     there, and is empty where that needs no saying
 */
public record Setup(int port, int connections, int batch, String uri) {
    public static final String HOST = "127.0.0.1";

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The server's URI. */
    public String server() {
        return uri.formatted(HOST + ":" + port);
    }
}
