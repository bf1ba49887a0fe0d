package io.jobferry.net;

import io.jobferry.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** A connection over TCP, with TLS or without. */
final class TcpConnection implements Connection {
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
            throw System.nanoTime() - deadlineNanos >= 0 ? timedOut(e) : e;
        } finally {
            deadline.met();
        }
    }

    private static SocketTimeoutException timedOut(IOException closed) {
        SocketTimeoutException late = new SocketTimeoutException("write timed out");
        late.initCause(closed);
        return late;
    }

    @Override
    public int read(byte[] bytes, int offset, int length, long deadlineNanos) throws IOException {
        socket.setSoTimeout(Deadline.millisLeft(deadlineNanos, "read"));
        return in.read(bytes, offset, length);
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
