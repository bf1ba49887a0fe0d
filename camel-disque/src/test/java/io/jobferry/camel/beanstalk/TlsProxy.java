package io.jobferry.camel.beanstalk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;

/** Listens with TLS on a free loopback port and talks without to a server behind it: what one puts before beanstalkd. */
final class TlsProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int behind;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    /** Shows the certificate of this context, and passes on to this loopback port. */
    TlsProxy(SSLContext shown, int behind) throws IOException {
        this.listener = shown.getServerSocketFactory().createServerSocket();
        this.behind = behind;
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        daemon(this::accept);
    }

    /** {@code host:port}. */
    String address() {
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
