package io.jobferry.itests;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A line to a server on the loopback address that counts requests, which is all that is sent until a reply comes, over all
 * connections, and can do something before one is passed on, or before its reply is. Any thread.
 */
final class RequestLine implements AutoCloseable {
    private static final int BUFFER = 1 << 20;

    private final ServerSocket listener;
    private final InetSocketAddress server;
    private final Consumer<Passing> watcher;
    private final AtomicInteger requests = new AtomicInteger();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    /** A request, or the first reply after it. */
    record Passing(int number, String text, boolean reply) {}

    /** To {@code host:port}; whom the watcher throws at goes no further, and its connection ends. */
    RequestLine(String server, Consumer<Passing> watcher) {
        int colon = server.lastIndexOf(':');
        this.server = new InetSocketAddress(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
        this.watcher = watcher;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    /** {@code host:port}. */
    String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    int requests() {
        return requests.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket behind = new Socket(server.getAddress(), server.getPort());
                client.setTcpNoDelay(true);
                behind.setTcpNoDelay(true);
                sockets.add(client);
                sockets.add(behind);
                AtomicInteger last = new AtomicInteger();
                AtomicBoolean answered = new AtomicBoolean(true);
                daemon(() -> pump(client, behind, text -> {
                    if (answered.getAndSet(false)) {
                        last.set(requests.incrementAndGet());
                    }
                    watcher.accept(new Passing(last.get(), text, false));
                }));
                daemon(() -> pump(behind, client, text -> {
                    answered.set(true);
                    watcher.accept(new Passing(last.get(), text, true));
                }));
            }
        } catch (IOException e) {
            // closed, or the server is away: then so is the line
        }
    }

    private static void pump(Socket from, Socket to, Consumer<String> passing) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                passing.accept(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
                to.getOutputStream().write(buffer, 0, count);
            }
        } catch (IOException | IllegalStateException e) {
            // Either end went away, or the watcher would have it so: both connections are closed.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "request-line");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
