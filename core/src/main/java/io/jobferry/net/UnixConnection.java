package io.jobferry.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A connection over a unix socket: a channel that does not block, and a selector to wait with. The JDK's own streams on
 * such a channel know no time-out.
 */
final class UnixConnection implements Connection {
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    private UnixConnection(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.selector = Selector.open();
        channel.configureBlocking(false);
        this.key = channel.register(selector, 0);
    }

    static Connection open(Address.Unix address, long deadlineNanos) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            connect(channel, address, deadlineNanos);
            return new UnixConnection(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Blocks only while the server's backlog is full; the deadline ends that. */
    private static void connect(SocketChannel channel, Address.Unix address, long deadlineNanos) throws IOException {
        try (Deadline deadline = Deadline.watch(() -> close(channel))) {
            deadline.at(deadlineNanos);
            channel.connect(UnixDomainSocketAddress.of(address.path()));
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length, long deadlineNanos) throws IOException {
        ByteBuffer source = ByteBuffer.wrap(bytes, offset, length);
        while (source.hasRemaining()) {
            if (channel.write(source) == 0) {
                await(SelectionKey.OP_WRITE, deadlineNanos, "write");
            }
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length, long deadlineNanos) throws IOException {
        ByteBuffer target = ByteBuffer.wrap(bytes, offset, length);
        int count = channel.read(target);
        while (count == 0) {
            await(SelectionKey.OP_READ, deadlineNanos, "read");
            count = channel.read(target);
        }
        return count;
    }

    private void await(int operation, long deadlineNanos, String step) throws IOException {
        boolean interrupted = false;
        try {
            key.interestOps(operation);
            while (selector.select(Deadline.millisLeft(deadlineNanos, step)) == 0) {
                // A selector does not wait while the flag is up; as with a TCP socket, an exchange once begun is ended.
                interrupted |= Thread.interrupted();
            }
            selector.selectedKeys().clear();
        } catch (ClosedSelectorException | CancelledKeyException e) {
            IOException closed = new AsynchronousCloseException();
            closed.initCause(e);
            throw closed;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isStale() {
        try {
            return channel.read(ByteBuffer.allocate(1)) != 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        close(channel);
        close(selector);
    }

    private static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
