package io.jobferry.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Listens with TLS on a free loopback port and talks without to a server behind it: what one puts before a server. */
public final class TlsProxy implements AutoCloseable {
    private final SSLServerSocket listener;
    private final int behind;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    /**
     * Shows the certificate of this context, and passes on to this loopback port.
     *
     * @param protocols the only ones that it speaks; none for the context's own
     */
    public TlsProxy(SSLContext shown, int behind, String... protocols) throws IOException {
        this.listener = (SSLServerSocket) shown.getServerSocketFactory().createServerSocket();
        this.behind = behind;
        if (protocols.length > 0) {
            listener.setEnabledProtocols(protocols);
        }
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        daemon(this::accept);
    }

    /** {@code host:port}. */
    public String address() {
        return "localhost:" + listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                sockets.add(client);
                Socket server = new Socket(InetAddress.getLoopbackAddress(), behind);
                sockets.add(server);
                daemon(() -> pass(client, server));
                daemon(() -> pass(server, client));
            }
        } catch (IOException e) {
            // The listener was closed.
        }
    }

    /** Until either side ends; the handshake is done in the first read. */
    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of them went away, or did not like the other's certificate.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(Runnable run) {
        Thread thread = new Thread(run, "tls-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
