package io.jobferry.net;

import io.jobferry.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection over TCP, with TLS or without. */
final class TcpConnection implements Connection {
    /**
     * From this time-out on a read is left to the watch, which is a quarter of a second late at most. A read with a
     * time-out of the socket's own takes three system calls where one does, and so does every later one.
     */
    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** The socket on the wire. Closing goes here: closing a TLS socket queues behind a write that hangs. */
    private final Socket wire;

    private final Deadline deadline;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private TcpConnection(Socket wire, Socket socket) throws IOException {
        this.wire = wire;
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
        this.deadline = Deadline.watch(this::close);
    }

    static Connection plain(Address.Tcp address, long deadlineNanos) throws IOException {
        Socket wire = TcpSocket.connect(address.host(), address.port(), deadlineNanos);
        return new TcpConnection(wire, wire);
    }

    static Connection secured(Address.Tls address, @Nullable Tls tls, long deadlineNanos) throws IOException {
        Socket wire = TcpSocket.connect(address.host(), address.port(), deadlineNanos);
        return new TcpConnection(wire, TcpSocket.secure(wire, address.host(), address.port(), tls, deadlineNanos));
    }

    @Override
    public void write(byte[] bytes, int offset, int length, long deadlineNanos) throws IOException {
        deadline.at(deadlineNanos);
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw inTime(e, deadlineNanos, "write");
        } finally {
            deadline.met();
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length, long deadlineNanos) throws IOException {
        if (deadlineNanos - System.nanoTime() < LONG_NANOS) {
            socket.setSoTimeout(Deadline.millisLeft(deadlineNanos, "read"));
            return in.read(bytes, offset, length);
        }
        socket.setSoTimeout(0);
        deadline.at(deadlineNanos);
        try {
            return in.read(bytes, offset, length);
        } catch (IOException e) {
            throw inTime(e, deadlineNanos, "read");
        } finally {
            deadline.met();
        }
    }

    /** The exception itself, or that the watch closed the socket under it. */
    private static IOException inTime(IOException e, long deadlineNanos, String step) {
        if (System.nanoTime() - deadlineNanos < 0) {
            return e;
        }
        SocketTimeoutException late = new SocketTimeoutException(step + " timed out");
        late.initCause(e);
        return late;
    }

    @Override
    public boolean isStale() {
        try {
            socket.setSoTimeout(1);
            in.read();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        deadline.close();
        try {
            wire.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
