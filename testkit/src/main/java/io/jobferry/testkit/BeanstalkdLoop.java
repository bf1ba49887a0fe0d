package io.jobferry.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The thread that serves all connections of one server, as the real one does: nothing happens at the same time. */
final class BeanstalkdLoop {
    private static final int BACKLOG = 1024;

    private final Selector selector;
    private final ServerSocketChannel listener;
    private final int port;
    private final BeanstalkdServer server = new BeanstalkdServer();
    private final Thread thread;
    private volatile boolean closed;

    private BeanstalkdLoop(Selector selector, ServerSocketChannel listener) {
        this.selector = selector;
        this.listener = listener;
        this.port = listener.socket().getLocalPort();
        this.thread = new Thread(this::run, "embedded-beanstalkd 127.0.0.1:" + port);
        thread.setDaemon(true);
    }

    /** A running loop that listens on this port. */
    static BeanstalkdLoop listen(int port) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            listener.configureBlocking(false);
            Selector selector = Selector.open();
            listener.register(selector, SelectionKey.OP_ACCEPT);
            BeanstalkdLoop loop = new BeanstalkdLoop(selector, listener);
            loop.thread.start();
            return loop;
        } catch (IOException e) {
            listener.close();
            throw e;
        }
    }

    int port() {
        return port;
    }

    BeanstalkdServer server() {
        return server;
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
        try (selector;
                listener) {
            while (!closed) {
                select();
                server.resumeWaiting();
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.isValid()) {
                        serve(key);
                        server.resumeWaiting();
                    }
                }
                selector.selectedKeys().clear();
            }
            closeConnections();
        } catch (IOException e) {
            throw new UncheckedIOException("selector broke: 127.0.0.1:" + port, e);
        }
    }

    private void select() throws IOException {
        long due = server.nextDueNanos();
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
        if (key.attachment() instanceof BeanstalkdConnection connection) {
            connection.ready();
            return;
        }
        SocketChannel channel = listener.accept();
        if (channel != null) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey own = channel.register(selector, SelectionKey.OP_READ);
            own.attach(new BeanstalkdConnection(server, channel, own));
        }
    }

    private void closeConnections() {
        for (SelectionKey key : List.copyOf(selector.keys())) {
            if (key.attachment() instanceof BeanstalkdConnection connection) {
                connection.close();
            }
        }
    }
}
