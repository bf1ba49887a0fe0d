package io.jobferry.itests;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A listener in the place of a server that is down: closes every connection at once, and counts them. */
public final class SlammedDoor implements AutoCloseable {
    private final ServerSocket listener;
    private final AtomicInteger knocks = new AtomicInteger();

    private SlammedDoor(ServerSocket listener) {
        this.listener = listener;
        Thread thread = new Thread(this::slam, "slammed-door");
        thread.setDaemon(true);
        thread.start();
    }

    /** At {@code host:port}. */
    public static SlammedDoor at(String address) {
        int colon = address.lastIndexOf(':');
        try {
            ServerSocket listener = new ServerSocket();
            listener.setReuseAddress(true);
            InetAddress host = InetAddress.getByName(address.substring(0, colon));
            listener.bind(new java.net.InetSocketAddress(host, Integer.parseInt(address.substring(colon + 1))));
            return new SlammedDoor(listener);
        } catch (IOException e) {
            throw new UncheckedIOException("no listener at " + address, e);
        }
    }

    public int knocks() {
        return knocks.get();
    }

    /** How many come from now on within this time. */
    public int knocksWithin(Duration time) {
        int before = knocks();
        await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
        return knocks() - before;
    }

    private void slam() {
        while (!listener.isClosed()) {
            try (Socket connection = listener.accept()) {
                connection.setSoLinger(true, 0);
                knocks.incrementAndGet();
            } catch (IOException e) {
                // closed, or whoever knocked has gone already: the loop's condition tells
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
