package io.jobferry.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The thread that serves all connections of one engine, as the real servers do: nothing happens at the same time. Its
 * methods may be called from any thread, but its own.
 */
final class ServerLoop {
    private static final int BACKLOG = 1024;

    private final Selector selector;
    private final Engine engine;
    private final Thread thread;

    /** What other threads want done; it guards itself and {@link #over}. */
    private final Queue<Runnable> errands = new ArrayDeque<>();

    private boolean over;
    private volatile boolean closed;

    /** Makes the connection of a client who came. */
    interface Door {
        ServerConnection open(SocketChannel channel, SelectionKey key);
    }

    private ServerLoop(String name, Selector selector, Engine engine) {
        this.selector = selector;
        this.engine = engine;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** A loop that runs, and that nobody can connect to yet. */
    static ServerLoop start(String name, Engine engine) throws IOException {
        ServerLoop loop = new ServerLoop(name, Selector.open(), engine);
        loop.thread.start();
        return loop;
    }

    /** A listener on this loopback port, or on a free one for 0. */
    static ServerSocketChannel bind(int port) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            listener.configureBlocking(false);
            return listener;
        } catch (IOException e) {
            listener.close();
            throw e;
        }
    }

    /** Lets in by this door who connects to the listener. */
    void accept(ServerSocketChannel listener, Door door) {
        tell(() -> {
            try {
                SelectionKey unused = listener.register(selector, SelectionKey.OP_ACCEPT, door);
            } catch (ClosedChannelException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Frees this port and cuts its connections, before it returns. */
    void shut(int port) {
        tell(() -> {
            for (SelectionKey key : List.copyOf(selector.keys())) {
                if (key.isValid() && portOf(key) == port) {
                    close(key);
                }
            }
        });
        // A channel is not gone before its selector has looked again, as it has when it comes to a second errand.
        tell(() -> {});
    }

    /**
     * What this returns on the loop's thread.
     *
     * @throws IllegalStateException if the loop is closed
     */
    <T> T ask(Supplier<T> errand) {
        return CompletableFuture.supplyAsync(errand, this::send).join();
    }

    /** Returns once this is done on the loop's thread; throws as {@link #ask} does. */
    void tell(Runnable errand) {
        CompletableFuture.runAsync(errand, this::send).join();
    }

    void close() {
        closed = true;
        selector.wakeup();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (selector) {
            while (!closed) {
                select();
                runErrands();
                engine.catchUp();
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.isValid()) {
                        serve(key);
                        engine.catchUp();
                    }
                }
                selector.selectedKeys().clear();
            }
            for (SelectionKey key : List.copyOf(selector.keys())) {
                close(key);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("selector broke: " + thread.getName(), e);
        } finally {
            synchronized (errands) {
                over = true;
            }
            runErrands();
        }
    }

    private void send(Runnable errand) {
        synchronized (errands) {
            if (over) {
                throw new IllegalStateException("server is closed: " + thread.getName());
            }
            errands.add(errand);
        }
        selector.wakeup();
    }

    /** What came before it began: what is asked for next comes after the next look of the selector. */
    private void runErrands() {
        List<Runnable> all;
        synchronized (errands) {
            all = List.copyOf(errands);
            errands.clear();
        }
        all.forEach(Runnable::run);
    }

    private void select() throws IOException {
        long due = engine.nextDueNanos();
        if (due == Long.MAX_VALUE) {
            selector.select();
            return;
        }
        long left = due - System.nanoTime();
        if (left <= 0) {
            selector.selectNow();
        } else {
            // Rounded up: waking too early would only spin.
            selector.select(TimeUnit.NANOSECONDS.toMillis(left) + 1);
        }
    }

    private void serve(SelectionKey key) throws IOException {
        if (key.attachment() instanceof ServerConnection connection) {
            connection.ready();
            return;
        }
        SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
        if (channel != null) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey own = channel.register(selector, SelectionKey.OP_READ);
            own.attach(((Door) key.attachment()).open(channel, own));
        }
    }

    private static int portOf(SelectionKey key) {
        return key.channel() instanceof SocketChannel channel
                ? channel.socket().getLocalPort()
                : ((ServerSocketChannel) key.channel()).socket().getLocalPort();
    }

    private static void close(SelectionKey key) {
        if (key.attachment() instanceof ServerConnection connection) {
            connection.close();
            return;
        }
        try {
            key.channel().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
