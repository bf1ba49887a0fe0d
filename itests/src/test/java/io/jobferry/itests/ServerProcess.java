package io.jobferry.itests;

import static org.awaitility.Awaitility.await;

import io.jobferry.kafka.ChildProcess;
import io.jobferry.kafka.Loopback;
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
    private static final int MOST_TRIES = 5;

    private final ServerKind kind;
    private final Path directory;
    private final int port;
    private final List<String> command;
    private ChildProcess process;

    private ServerProcess(ServerKind kind, Path binary, List<String> more) {
        this.kind = kind;
        try {
            this.directory = Files.createTempDirectory("jobferry-" + kind);
            this.port = freePort(kind);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.command = new ArrayList<>(List.of(binary.toString()));
        command.addAll(kind.arguments(Loopback.ADDRESS, port, directory));
        more.forEach(argument -> command.add(argument.replace(DIRECTORY, directory.toString())));
        this.process = launch();
    }

    /** A port that was free may be somebody else's by the time that the server takes it: then it is another's turn. */
    static ServerProcess start(ServerKind kind, Path binary, List<String> more) {
        for (int tries = 1; ; tries++) {
            ServerProcess server = new ServerProcess(kind, binary, more);
            if (server.answers()) {
                return server;
            }
            String lastWords = server.process.output();
            server.close();
            if (tries == MOST_TRIES) {
                throw new IllegalStateException(kind.binary() + " ended at its start: " + lastWords);
            }
        }
    }

    @Override
    public ServerKind kind() {
        return kind;
    }

    @Override
    public String address() {
        return Loopback.ADDRESS + ":" + port;
    }

    @Override
    public void kill() {
        process.close();
    }

    @Override
    public void restart() {
        if (process.isAlive()) {
            throw new IllegalStateException("server runs: " + address());
        }
        // Its port may be somebody's for a moment: a client's, to whom the system gave it.
        await(kind.binary() + " starts again at " + address())
                .pollInterval(Duration.ofMillis(200))
                .atMost(Duration.ofMinutes(1))
                .until(() -> {
                    process = launch();
                    return answers();
                });
    }

    @Override
    public void pause() {
        process.pause();
    }

    @Override
    public void resume() {
        process.resume();
    }

    @Override
    public void signal(String name) {
        process.signal(name);
    }

    @Override
    public void close() {
        process.close(); // a stopped process takes no other signal
        delete(directory);
    }

    /** Deletes a directory and all that is in it. */
    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ChildProcess launch() {
        return ChildProcess.start(kind.binary(), command, directory);
    }

    /** Returns true once it answers, false if it ends before. */
    private boolean answers() {
        await(kind.binary() + " answers at " + address())
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(30))
                .until(() -> !process.isAlive() || Greeting.isAnswered(Loopback.ADDRESS, port, kind));
        return process.isAlive();
    }

    /** A port that nobody listens at; so is the second one, where the server takes two. */
    private static int freePort(ServerKind kind) throws IOException {
        for (int tries = 0; tries < 1000; tries++) {
            int port = Loopback.freePort();
            if (kind.busOffset() == 0 || isFree(port + kind.busOffset())) {
                return port;
            }
        }
        throw new IOException("no two free ports " + kind.busOffset() + " apart");
    }

    private static boolean isFree(int port) {
        if (port > 65_535) {
            return false;
        }
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
