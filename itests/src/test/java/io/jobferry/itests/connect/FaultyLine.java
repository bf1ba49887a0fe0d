package io.jobferry.itests.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import java.util.regex.Pattern;

/** A line to a beanstalkd that is good until it is told to be bad. Any thread. */
final class FaultyLine implements AutoCloseable {
    private static final Pattern DELETES = Pattern.compile("(?s)(?<=^|\r\n)delete .*");
    private static final Pattern PUTS = Pattern.compile("(?<=^|\r\n)put ");
    private static final int BUFFER = 65_536;

    private final ServerSocket listener;
    private final InetSocketAddress server;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean resets = new AtomicBoolean();
    private final AtomicInteger swallowed = new AtomicInteger();
    private volatile boolean swallowsDeletes;
    private volatile boolean saysBuried;

    private interface Direction {
        /** What is passed on of a part of the stream, one char a byte; throws to break the line. */
        void pass(String part, OutputStream to) throws IOException;
    }

    /** To {@code host:port}. */
    FaultyLine(String server) {
        int colon = server.lastIndexOf(':');
        this.server = new InetSocketAddress(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept, "faulty-line");
    }

    /** {@code host:port}. */
    String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** From now on deletes, and what is sent together with them, get lost: they are never answered. */
    void swallowDeletes() {
        swallowed.set(0);
        swallowsDeletes = true;
    }

    /** Ends what {@link #swallowDeletes} began. */
    void letDeletesThrough() {
        swallowsDeletes = false;
    }

    /** Whether deletes were sent and got lost. */
    boolean hasSwallowed() {
        return swallowed.get() > 0;
    }

    /** The next put, or pipelined puts, get through by half; then the connection is reset. */
    void resetInMidPut() {
        resets.set(true);
    }

    /** Whether what {@link #resetInMidPut} asked for has happened. */
    boolean hasReset() {
        return !resets.get();
    }

    /** From now on the server's INSERTED is read as BURIED. */
    void sayBuried() {
        saysBuried = true;
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
                daemon(() -> pump(client, behind, this::command), "faulty-line-commands");
                daemon(() -> pump(behind, client, this::reply), "faulty-line-replies");
            }
        } catch (IOException e) {
            // closed, or the server is away: then so is the line
        }
    }

    private void command(String part, OutputStream to) throws IOException {
        if (swallowsDeletes && DELETES.matcher(part).find()) {
            swallowed.incrementAndGet();
            write(to, DELETES.matcher(part).replaceAll(""));
        } else if (PUTS.matcher(part).find() && resets.getAndSet(false)) {
            write(to, part.substring(0, part.length() / 2));
            throw new IOException("reset in mid-put");
        } else {
            write(to, part);
        }
    }

    private void reply(String part, OutputStream to) throws IOException {
        write(to, saysBuried ? part.replace("INSERTED ", "BURIED ") : part);
    }

    private static void pump(Socket from, Socket to, Direction direction) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                direction.pass(new String(buffer, 0, count, StandardCharsets.ISO_8859_1), to.getOutputStream());
            }
        } catch (IOException e) {
            // Either end went away, or the line broke: both connections are closed.
        }
    }

    private static void write(OutputStream to, String part) throws IOException {
        to.write(part.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
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
