package io.jobferry.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** Takes connections and does with them what the test says. */
final class EchoServer implements Closeable {
    /** What to do with a connection. */
    interface Manner {
        void with(InputStream in, OutputStream out) throws Exception;
    }

    /** Sends back whatever comes. */
    static final Manner ECHO = (in, out) -> in.transferTo(out);

    private interface Acceptor {
        Streams accept() throws IOException;
    }

    private record Streams(InputStream in, OutputStream out, Closeable socket) {}

    private final Address address;
    private final Closeable listener;
    private final Acceptor acceptor;
    private final Manner manner;
    private final BlockingQueue<Streams> accepted = new LinkedBlockingQueue<>();

    private EchoServer(Address address, Closeable listener, Acceptor acceptor, Manner manner) {
        this.address = address;
        this.listener = listener;
        this.acceptor = acceptor;
        this.manner = manner;
        daemon(this::run);
    }

    static EchoServer tcp(Manner manner) throws IOException {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        return new EchoServer(
                new Address.Tcp("localhost", listener.getLocalPort()), listener, () -> streams(listener), manner);
    }

    static EchoServer tls(SSLContext context, Manner manner) throws IOException {
        ServerSocket listener = context.getServerSocketFactory().createServerSocket();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return new EchoServer(
                new Address.Tls("localhost", listener.getLocalPort()), listener, () -> streams(listener), manner);
    }

    static EchoServer unix(Path path, Manner manner) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(path));
        return new EchoServer(new Address.Unix(path), listener, () -> streams(listener.accept()), manner);
    }

    private static Streams streams(ServerSocket listener) throws IOException {
        Socket socket = listener.accept();
        return new Streams(socket.getInputStream(), socket.getOutputStream(), socket);
    }

    private static Streams streams(SocketChannel channel) {
        return new Streams(Channels.newInputStream(channel), Channels.newOutputStream(channel), channel);
    }

    Address address() {
        return address;
    }

    /** Ends the connection that came first, from the server's side. */
    void hangUp() throws Exception {
        Streams streams = accepted.poll(10, TimeUnit.SECONDS);
        if (streams == null) {
            throw new AssertionError("no connection came");
        }
        streams.socket().close();
    }

    private void run() {
        try {
            while (true) {
                Streams streams = acceptor.accept();
                accepted.add(streams);
                daemon(() -> serve(streams));
            }
        } catch (IOException e) {
            // The listener was closed.
        }
    }

    private void serve(Streams streams) {
        try {
            manner.with(streams.in(), streams.out());
        } catch (Exception e) {
            // The client went away.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Streams streams : accepted) {
            streams.socket().close();
        }
    }

    private static void daemon(Runnable run) {
        Thread thread = new Thread(run, "echo-server");
        thread.setDaemon(true);
        thread.start();
    }
}
