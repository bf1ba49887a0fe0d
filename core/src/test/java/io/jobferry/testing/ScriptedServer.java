package io.jobferry.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks by a script, on a free port of the loopback. Bytes are written as text, one char a byte.
 *
 * <pre>{@code
 * server.expects("delete 7\r\n").replies("NOT_FOUND\r\n");
 * server.connection().expects("stats\r\n").closes();
 * }</pre>
 *
 * <p>Each accepted connection plays the next script; {@link #expects} and its like write the last one begun. Steps may
 * be added while the client runs. A client that sends something else, or more, or less, fails {@link #verify}, which
 * {@link #close} does too. Any thread.
 */
public final class ScriptedServer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final ServerSocket listener;
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable AssertionError> failure = new AtomicReference<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Guarded by lock. */
    private final List<Script> scripts = new ArrayList<>();

    /** Guarded by lock. */
    private boolean closed;

    private interface Step {
        void play(Socket socket) throws IOException;
    }

    /** What is to happen on one connection; guarded by lock. */
    private static final class Script {
        final List<Step> steps = new ArrayList<>();
        int played;
    }

    private ScriptedServer(ServerSocket listener) {
        this.listener = listener;
    }

    /** A server that listens. */
    public static ScriptedServer start() {
        try {
            ScriptedServer server = new ScriptedServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            daemon(server::accept, "scripted-server");
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code host:port}. */
    public String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** How many connections have come. */
    public int connections() {
        return accepted.size();
    }

    /** Begins the script of the next connection; not needed for the first. */
    public ScriptedServer connection() {
        lock.lock();
        try {
            scripts.add(new Script());
            changed.signalAll();
            return this;
        } finally {
            lock.unlock();
        }
    }

    /** The client sends exactly this. */
    public ScriptedServer expects(String text) {
        return step(socket -> expect(socket, text));
    }

    /** The client sends this many bytes, whatever they are. */
    public ScriptedServer expectsAny(int bytes) {
        return step(socket -> {
            if (socket.getInputStream().readNBytes(bytes).length < bytes) {
                throw new AssertionError("the client closed where it should have sent " + bytes + " bytes");
            }
        });
    }

    /** The client sends this over and over; each time it gets the reply. Ends with the connection. */
    public ScriptedServer repeats(String text, String reply, Runnable each) {
        return step(socket -> {
            for (int first = first(socket); first >= 0; first = first(socket)) {
                if (first != text.charAt(0)) {
                    throw new AssertionError(difference(text, Character.toString(first)));
                }
                expect(socket, text.substring(1));
                each.run();
                write(socket, reply);
            }
        });
    }

    /** The client gets this. */
    public ScriptedServer replies(String text) {
        return step(socket -> write(socket, text));
    }

    /** The client gets what this says by then. */
    public ScriptedServer repliesWith(Supplier<String> text) {
        return step(socket -> write(socket, text.get()));
    }

    /** The client gets this, each byte in a packet of its own. */
    public ScriptedServer repliesByteByByte(String text) {
        return step(socket -> {
            for (int i = 0; i < text.length(); i++) {
                write(socket, text.substring(i, i + 1));
            }
        });
    }

    /** The connection is ended in good order. */
    public ScriptedServer closes() {
        return step(Socket::close);
    }

    /** The connection is reset: what lies unread on either side is lost. */
    public ScriptedServer resets() {
        return step(socket -> {
            socket.setSoLinger(true, 0);
            socket.close();
        });
    }

    /** The client ends the connection, and sends nothing before. */
    public ScriptedServer expectsEnd() {
        return step(socket -> {
            if (first(socket) >= 0) {
                throw new AssertionError("the client sent something where it should have closed");
            }
        });
    }

    private ScriptedServer step(Step step) {
        lock.lock();
        try {
            if (scripts.isEmpty()) {
                connection();
            }
            scripts.get(scripts.size() - 1).steps.add(step);
            changed.signalAll();
            return this;
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(PATIENCE_MILLIS);
                int index = accepted.size();
                accepted.add(socket);
                daemon(() -> play(index, socket), "scripted-connection-" + index);
            } catch (IOException e) {
                // The listener was closed: the loop is over.
            }
        }
    }

    private void play(int index, Socket socket) {
        try {
            for (Step step = next(index, false); step != null; step = next(index, true)) {
                step.play(socket);
            }
        } catch (IOException e) {
            fail(new AssertionError("connection " + index + " broke: " + e, e), socket);
        } catch (AssertionError e) {
            fail(e, socket);
        }
    }

    private void fail(AssertionError error, Socket socket) {
        lock.lock();
        try {
            // What breaks because we close is no failure.
            if (!closed) {
                failure.compareAndSet(null, error);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        close(socket);
    }

    private @Nullable Step next(int index, boolean played) {
        lock.lock();
        try {
            if (played) {
                scripts.get(index).played++;
                changed.signalAll();
            }
            while (!closed
                    && (scripts.size() <= index || scripts.get(index).steps.size() == scripts.get(index).played)) {
                changed.awaitUninterruptibly();
            }
            return closed ? null : scripts.get(index).steps.get(scripts.get(index).played);
        } finally {
            lock.unlock();
        }
    }

    private static void expect(Socket socket, String text) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder sent = new StringBuilder();
        while (sent.length() < text.length()) {
            int next;
            try {
                next = in.read();
            } catch (IOException e) {
                throw new AssertionError(difference(text, sent) + "; then: " + e, e);
            }
            if (next < 0) {
                throw new AssertionError(difference(text, sent) + "; then it closed", new EOFException());
            }
            sent.append((char) next);
            if (text.charAt(sent.length() - 1) != next) {
                byte[] rest = new byte[Math.min(200, in.available())];
                int more = in.read(rest, 0, rest.length);
                sent.append(new String(rest, 0, Math.max(0, more), StandardCharsets.ISO_8859_1));
                throw new AssertionError(difference(text, sent));
            }
        }
    }

    private static String difference(String expected, CharSequence sent) {
        return "the client should have sent \"" + shown(expected) + "\" and sent \"" + shown(sent) + "\"";
    }

    private static String shown(CharSequence text) {
        String shown = text.toString().replace("\r", "\\r").replace("\n", "\\n");
        return shown.length() > 400 ? shown.substring(0, 400) + "…" : shown;
    }

    /** The next byte; -1 when the client has ended the connection, in good order or not. */
    private static int first(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException e) {
            return -1;
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Waits until all scripts are played; fails if the client strays from them. */
    public void verify() {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
            while (failure.get() == null && unplayed() > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        AssertionError failed = failure.get();
        if (failed != null) {
            throw new AssertionError(failed.getMessage(), failed);
        }
        if (unplayed() > 0) {
            throw new AssertionError(unplayed() + " steps of the script were never reached");
        }
        accepted.forEach(ScriptedServer::failIfMoreWasSent);
    }

    private int unplayed() {
        lock.lock();
        try {
            return scripts.stream()
                    .mapToInt(script -> script.steps.size() - script.played)
                    .sum();
        } finally {
            lock.unlock();
        }
    }

    private static void failIfMoreWasSent(Socket socket) {
        try {
            int more = socket.isClosed() ? 0 : socket.getInputStream().available();
            if (more > 0) {
                byte[] sent = socket.getInputStream().readNBytes(more);
                throw new AssertionError("the client sent what nobody expected: \""
                        + shown(new String(sent, StandardCharsets.ISO_8859_1)) + "\"");
            }
        } catch (IOException e) {
            // It is closed: nothing more comes.
        }
    }

    @Override
    public void close() {
        try {
            verify();
        } finally {
            end();
        }
    }

    private void end() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        close(listener);
        accepted.forEach(ScriptedServer::close);
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // It is gone either way.
        }
    }

    private static void daemon(Runnable run, String name) {
        Thread thread = new Thread(run, name);
        thread.setDaemon(true);
        thread.start();
    }
}
