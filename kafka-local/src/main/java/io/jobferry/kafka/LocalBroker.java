package io.jobferry.kafka;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One Kafka broker, its own controller, on free ports of the loopback address. Topics are made when they are used, with
 * one partition. One thread at a time.
 */
public final class LocalBroker implements AutoCloseable {
    private static final Pattern STARTED = Pattern.compile("Kafka Server started");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final KafkaLibraries libraries;
    private final Path directory;
    private final String properties;
    private final int port = Loopback.freePort();
    private ChildProcess process;

    /**
     * A new broker, which answers.
     *
     * @param directory its files and its log; created if it is not there
     * @throws IllegalStateException if it does not start within two minutes; the message has its last lines
     */
    public static LocalBroker start(KafkaLibraries libraries, Path directory) throws InterruptedException {
        return new LocalBroker(libraries, directory);
    }

    private LocalBroker(KafkaLibraries libraries, Path directory) throws InterruptedException {
        this.libraries = libraries;
        this.directory = directory.toAbsolutePath();
        this.properties =
                PropertiesFile.write(this.directory, "broker", settings()).toString();
        format();
        this.process = launch();
    }

    /** {@code host:port}, the same after a restart. */
    public String bootstrapServers() {
        return Loopback.ADDRESS + ":" + port;
    }

    /** What it has logged, all runs together. */
    public Path log() {
        return directory.resolve("broker.log");
    }

    public long pid() {
        return process.pid();
    }

    /** Ends it as a crash does: SIGKILL. Returns once it is gone. */
    public void kill() {
        process.close();
    }

    /** Stops it in its tracks (SIGSTOP). */
    public void pause() {
        process.pause();
    }

    /** Lets it go on after {@link #pause}. */
    public void resume() {
        process.resume();
    }

    /** Starts it again after {@link #kill}, with its files, at the same port; returns once it answers. */
    public void restart() throws InterruptedException {
        if (process.isAlive()) {
            throw new IllegalStateException("broker runs: " + bootstrapServers());
        }
        process = launch();
    }

    /** Kills it: nobody misses what it has not written. */
    @Override
    public void close() {
        process.close();
    }

    private ChildProcess launch() throws InterruptedException {
        ChildProcess started = libraries.start("broker", "kafka.Kafka", directory, properties);
        try {
            started.awaitOutput(STARTED, PATIENCE);
            return started;
        } catch (InterruptedException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private void format() throws InterruptedException {
        ChildProcess format = libraries.start(
                "format", "kafka.tools.StorageTool", directory, "format", "-t", randomId(), "-c", properties);
        int status = format.awaitEnd(PATIENCE);
        if (status != 0) {
            throw new IllegalStateException("format ended with status " + status + ":\n" + format.output());
        }
    }

    private Map<String, String> settings() {
        int controller = Loopback.freePort();
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@" + Loopback.ADDRESS + ":" + controller),
                Map.entry(
                        "listeners",
                        "PLAINTEXT://" + bootstrapServers() + ",CONTROLLER://" + Loopback.ADDRESS + ":" + controller),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT"),
                Map.entry("log.dirs", directory.resolve("data").toString()),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // A worker that was killed is missed after its session: tests do not wait for six seconds.
                Map.entry("group.min.session.timeout.ms", "1000"),
                // A broker that was killed may come back once its registration has ended: not after nine seconds.
                Map.entry("broker.session.timeout.ms", "4000"),
                Map.entry("broker.heartbeat.interval.ms", "500"),
                // What a killed producer had begun ends soon after its time-out.
                Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
                Map.entry("log.cleaner.dedupe.buffer.size", "10485760"));
    }

    /** As Kafka writes its ids: 16 bytes in URL-safe base64; its tools take one with a leading '-' for an option. */
    private static String randomId() {
        UUID uuid = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits() & Long.MAX_VALUE)
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
