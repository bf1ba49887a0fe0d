package io.jobferry.net;

import io.jobferry.Tls;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** Makes sockets to servers: without Nagle's delay, kept alive, and with TLS where that is wanted. */
public final class TcpSocket {
    private static final int KEEP_IDLE_SECONDS = 30;
    private static final int KEEP_INTERVAL_SECONDS = 10;
    private static final int KEEP_COUNT = 3;

    private TcpSocket() {}

    /**
     * A connected socket. Tries the host's addresses in the system's order; the deadline is for all of them together.
     *
     * @throws IOException if none of them took the connection in time
     */
    public static Socket connect(String host, int port, long deadlineNanos) throws IOException {
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
     * TLS on a connected socket: the handshake is done, and the certificate is the host's.
     *
     * @param tls how to speak it; null for the JVM's default context
     * @throws IOException if the handshake failed or took too long; the socket is closed
     */
    public static Socket secure(Socket wire, String host, int port, @Nullable Tls tls, long deadlineNanos)
            throws IOException {
        try {
            return handshake(wire, host, port, tls == null ? Tls.of(SSLContext.getDefault()) : tls, deadlineNanos);
        } catch (IOException | RuntimeException e) {
            wire.close();
            throw e;
        } catch (NoSuchAlgorithmException e) {
            wire.close();
            throw new IOException("this JVM has no default TLS context", e);
        }
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

    private static Socket handshake(Socket wire, String host, int port, Tls tls, long deadlineNanos)
            throws IOException {
        SSLSocket secured = (SSLSocket) tls.context().getSocketFactory().createSocket(wire, host, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        if (!tls.protocols().isEmpty()) {
            parameters.setProtocols(tls.protocols().toArray(String[]::new));
        }
        if (!tls.cipherSuites().isEmpty()) {
            parameters.setCipherSuites(tls.cipherSuites().toArray(String[]::new));
        }
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!isNumeric(host)) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        secured.setSSLParameters(parameters);
        // The read time-out is for each read: a server that drips is ended by the deadline.
        secured.setSoTimeout(Deadline.millisLeft(deadlineNanos, "TLS handshake"));
        try (Deadline deadline = Deadline.watch(() -> closeQuietly(wire))) {
            deadline.at(deadlineNanos);
            secured.startHandshake();
        }
        return secured;
    }

    private static void closeQuietly(Socket wire) {
        try {
            wire.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    /** SNI has no place for numeric addresses. */
    private static boolean isNumeric(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }
}
