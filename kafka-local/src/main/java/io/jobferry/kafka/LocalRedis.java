package io.jobferry.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A redis-server of this machine as a child process, on a free port of the loopback address, that keeps nothing. */
public final class LocalRedis implements AutoCloseable {
    public static final Program PROGRAM = new Program("redis-server", "REDIS_SERVER");

    private static final Pattern STARTED = Pattern.compile("Ready to accept connections");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int port = Loopback.freePort();
    private final Path directory;
    private final ChildProcess process;

    private LocalRedis(Path binary, List<String> more) throws IOException {
        this.directory = Files.createTempDirectory("jobferry-redis");
        List<String> command = new ArrayList<>(List.of(
                binary.toString(),
                "--bind",
                Loopback.ADDRESS,
                "--port",
                Integer.toString(port),
                "--dir",
                directory.toString(),
                "--save",
                "",
                "--appendonly",
                "no"));
        command.addAll(more);
        this.process = ChildProcess.start(PROGRAM.name(), command, directory);
    }

    /**
     * A new server, which answers.
     *
     * @param more arguments for its command line
     * @throws IllegalStateException if this machine has none, or it does not start; the message says what to do
     */
    public static LocalRedis start(String... more) {
        Path binary = PROGRAM.find().orElseThrow(() -> new IllegalStateException(advice()));
        try {
            LocalRedis redis = new LocalRedis(binary, List.of(more));
            redis.process.awaitStart(STARTED, PATIENCE);
            return redis;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + PROGRAM.name() + " started", e);
        }
    }

    /** What to do about an absent one. */
    public static String advice() {
        return "no " + PROGRAM.name() + " on PATH: install Debian's package " + PROGRAM.name() + ", or name one by "
                + PROGRAM.variable();
    }

    public int port() {
        return port;
    }

    /** {@code host:port}. */
    public String address() {
        return Loopback.ADDRESS + ":" + port;
    }

    /** Ends it and deletes its directory. A second close does nothing. */
    @Override
    public void close() {
        process.close();
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
