package io.jobferry.itests;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * A line to a queue server that is good until it is told to be bad; a server that is away is one that resets connections.
 * What it does to commands and replies it does to a beanstalkd's, and to deletes also as Disque has them. Any thread.
 */
public final class FaultyLine implements AutoCloseable {
    private static final Pattern DELETES = Pattern.compile("(?s)(?<=^|\r\n)(delete |\\*\\d+\r\n\\$6\r\nACKJOB\r\n).*");
    private static final Pattern PUTS = Pattern.compile("(?<=^|\r\n)put ");
    private static final int BUFFER = 65_536;
    private static final int SLOW_BYTES = 1_024;
    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final ServerSocket listener;
    private final InetSocketAddress server;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicBoolean resets = new AtomicBoolean();
    private final AtomicInteger swallowed = new AtomicInteger();
    private volatile boolean swallowsDeletes;
    private volatile boolean saysBuried;
    private volatile boolean slow;
    private volatile int stranded;

    private interface Direction {
        /** What is passed on of a part of the stream, one char a byte; throws to break the line. */
        void pass(String part, OutputStream to) throws IOException;
    }

    /** To {@code host:port}. */
    public FaultyLine(String server) {
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
    public String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** From now on deletes, and what is sent together with them, get lost: they are never answered. */
    public void swallowDeletes() {
        swallowed.set(0);
        swallowsDeletes = true;
    }

    /** Ends what {@link #swallowDeletes} began. */
    public void letDeletesThrough() {
        swallowsDeletes = false;
    }

    /** Whether deletes were sent and got lost. */
    public boolean hasSwallowed() {
        return swallowed.get() > 0;
    }

    /** The next put, or pipelined puts, get through by half; then the connection is reset. */
    public void resetInMidPut() {
        resets.set(true);
    }

    /** Whether what {@link #resetInMidPut} asked for has happened. */
    public boolean hasReset() {
        return !resets.get();
    }

    /** From now on the server's INSERTED is read as BURIED. */
    public void sayBuried() {
        saysBuried = true;
    }

    /** Resets all connections that there are; later ones are good. */
    public void cut() {
        for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
            reset(socket);
        }
    }

    /** From now on some 200 kB a second get through on each connection. */
    public void slowDown() {
        slow = true;
    }

    /** Ends what {@link #slowDown} began. */
    public void speedUp() {
        slow = false;
    }

    /** Nothing gets through any more, either way, on the connections that there are, and they stay open; later ones are good. */
    public void strand() {
        stranded = connections.get();
    }

    private void accept() {
        try {
            while (true) {
                connect(listener.accept());
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void connect(Socket client) {
        int number = connections.incrementAndGet();
        try {
            Socket behind = new Socket(server.getAddress(), server.getPort());
            client.setTcpNoDelay(true);
            behind.setTcpNoDelay(true);
            sockets.add(client);
            sockets.add(behind);
            daemon(() -> pump(client, behind, unlessStranded(number, this::command)), "faulty-line-commands");
            daemon(() -> pump(behind, client, unlessStranded(number, this::reply)), "faulty-line-replies");
        } catch (IOException e) {
            reset(client); // the server is away: so is the line
        }
    }

    private Direction unlessStranded(int number, Direction direction) {
        return (part, to) -> {
            if (number > stranded) {
                direction.pass(part, to);
            }
        };
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

    /** Closes it by RST: what was sent and not read yet is gone. */
    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed already.
        }
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

    private void write(OutputStream to, String part) throws IOException {
        byte[] bytes = part.getBytes(StandardCharsets.ISO_8859_1);
        int from = 0;
        while (slow && from < bytes.length) {
            int end = Math.min(from + SLOW_BYTES, bytes.length);
            to.write(bytes, from, end - from);
            from = end;
            LockSupport.parkNanos(SLOW_NANOS);
        }
        to.write(bytes, from, bytes.length - from);
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
