package io.jobferry.itests;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A server that is a child process of ours, on a free port of the loopback address. */
final class ServerProcess implements TestServer {
    private static final String LOOPBACK = "127.0.0.1";

    private final ServerKind kind;
    private final Path directory;
    private final int port;
    private final List<String> command;
    private final Thread atExit = new Thread(this::destroy, "end-server");
    private Process process;

    private ServerProcess(ServerKind kind, Path binary, List<String> more) {
        this.kind = kind;
        try {
            this.directory = Files.createTempDirectory("jobferry-" + kind);
            this.port = freePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.command = new ArrayList<>(List.of(binary.toString()));
        command.addAll(kind.arguments(LOOPBACK, port, directory));
        more.forEach(argument -> command.add(argument.replace(DIRECTORY, directory.toString())));
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    static ServerProcess start(ServerKind kind, Path binary, List<String> more) {
        ServerProcess server = new ServerProcess(kind, binary, more);
        server.awaitAnswer();
        return server;
    }

    @Override
    public ServerKind kind() {
        return kind;
    }

    @Override
    public String address() {
        return LOOPBACK + ":" + port;
    }

    @Override
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void restart() {
        if (process.isAlive()) {
            throw new IllegalStateException("server runs: " + address());
        }
        process = launch();
        awaitAnswer();
    }

    @Override
    public void pause() {
        signal("STOP");
    }

    @Override
    public void resume() {
        signal("CONT");
    }

    @Override
    public void signal(String name) {
        try {
            // The shell's own kill: a small Debian has no program of that name.
            int status = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                    .inheritIO()
                    .start()
                    .onExit()
                    .join()
                    .exitValue();
            if (status != 0) {
                throw new IllegalStateException("kill -" + name + " ended with status " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        destroy();
    }

    private void destroy() {
        kill(); // a stopped process takes no other signal
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() {
        try {
            return new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("output").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitAnswer() {
        await(kind.binary() + " answers at " + address())
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(10))
                .until(() -> Greeting.isAnswered(LOOPBACK, port, kind));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
