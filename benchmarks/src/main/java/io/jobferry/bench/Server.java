package io.jobferry.bench;

import io.jobferry.kafka.Loopback;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A queue server of the benchmark's own, on a free loopback port. */
final class Server implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE_MILLIS = 20;

    private final int port;
    private final Process process;

    private Server(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** One that answers. */
    static Server start(ServerKind kind, Path directory) throws IOException, InterruptedException {
        Path binary = kind.binary()
                .orElseThrow(() -> new IllegalStateException("no " + kind.program() + " on PATH or by its variable"));
        int port = Loopback.freePort();
        List<String> command = new ArrayList<>(List.of(binary.toString()));
        command.addAll(kind.arguments(port));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve(kind.program() + ".log").toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Server server = new Server(port, process);
        server.awaitOpen(kind);
        return server;
    }

    int port() {
        return port;
    }

    /** {@code host:port}. */
    String address() {
        return Setup.HOST + ":" + port;
    }

    /** CPU time so far. */
    long cpuNanos() {
        return Cpu.nanos(process.toHandle());
    }

    private void awaitOpen(ServerKind kind) throws InterruptedException {
        long begun = System.nanoTime();
        while (!isOpen()) {
            if (System.nanoTime() - begun > PATIENCE_NANOS || !process.isAlive()) {
                close();
                throw new IllegalStateException(kind.program() + " does not answer at port " + port);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private boolean isOpen() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
