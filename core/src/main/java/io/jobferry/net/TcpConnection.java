package io.jobferry.net;

import io.jobferry.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** A connection over TCP, with TLS or without. */
final class TcpConnection implements Connection {
    private static final int KEEP_IDLE_SECONDS = 30;
    private static final int KEEP_INTERVAL_SECONDS = 10;
    private static final int KEEP_COUNT = 3;

    /** The socket on the wire. Closing goes here: closing a TLS socket queues behind a write that hangs. */
    private final Socket wire;

    private final Deadline deadline;
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    private TcpConnection(Socket wire) throws IOException {
        this.wire = wire;
        this.socket = wire;
        this.in = wire.getInputStream();
        this.out = wire.getOutputStream();
        this.deadline = Deadline.watch(this::close);
    }

    static Connection plain(Address.Tcp address, long deadlineNanos) throws IOException {
        return new TcpConnection(connect(address.host(), address.port(), deadlineNanos));
    }

    static Connection secured(Address.Tls address, @Nullable Tls tls, long deadlineNanos) throws IOException {
        TcpConnection connection = new TcpConnection(connect(address.host(), address.port(), deadlineNanos));
        try {
            connection.handshake(address, tls == null ? Tls.of(SSLContext.getDefault()) : tls, deadlineNanos);
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        } catch (NoSuchAlgorithmException e) {
            connection.close();
            throw new IOException("this JVM has no default TLS context", e);
        }
        return connection;
    }

    /** Tries the host's addresses in the system's order; the deadline is for all of them together. */
    private static Socket connect(String host, int port, long deadlineNanos) throws IOException {
        IOException refused = null;
        for (InetAddress address : InetAddress.getAllByName(host)) {
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                keepAlive(socket);
                socket.connect(new InetSocketAddress(address, port), Deadline.millisLeft(deadlineNanos, "connect"));
                refuseItself(socket);
                return socket;
            } catch (IOException e) {
                socket.close();
                if (refused != null) {
                    e.addSuppressed(refused);
                }
                refused = e;
            }
        }
        throw refused == null ? new IOException("host has no address") : refused;
    }

    /**
     * Where nobody listens at a local port of the range that the system gives to clients, it may give that very port to
     * us: then TCP connects the socket to itself, and we would hold the port from the server that is to come.
     */
    private static void refuseItself(Socket socket) throws IOException {
        if (socket.getLocalPort() == socket.getPort()
                && socket.getLocalAddress().equals(socket.getInetAddress())) {
            throw new ConnectException("nobody listens: the socket connected to itself");
        }
    }

    private static void keepAlive(Socket socket) throws IOException {
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        set(socket, ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_IDLE_SECONDS);
        set(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEP_INTERVAL_SECONDS);
        set(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, KEEP_COUNT);
    }

    private static void set(Socket socket, SocketOption<Integer> option, int value) throws IOException {
        if (socket.supportedOptions().contains(option)) {
            socket.setOption(option, value);
        }
    }

    private void handshake(Address.Tls address, Tls tls, long deadlineNanos) throws IOException {
        SSLSocket secured =
                (SSLSocket) tls.context().getSocketFactory().createSocket(wire, address.host(), address.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        if (!tls.protocols().isEmpty()) {
            parameters.setProtocols(tls.protocols().toArray(String[]::new));
        }
        if (!tls.cipherSuites().isEmpty()) {
            parameters.setCipherSuites(tls.cipherSuites().toArray(String[]::new));
        }
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!isNumeric(address.host())) {
            parameters.setServerNames(List.of(new SNIHostName(address.host())));
        }
        secured.setSSLParameters(parameters);
        // The read time-out is for each read: a server that drips is ended by the deadline.
        secured.setSoTimeout(Deadline.millisLeft(deadlineNanos, "TLS handshake"));
        deadline.at(deadlineNanos);
        try {
            secured.startHandshake();
        } finally {
            deadline.met();
        }
        socket = secured;
        in = secured.getInputStream();
        out = secured.getOutputStream();
    }

    /** SNI has no place for numeric addresses. */
    private static boolean isNumeric(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
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
