package io.jobferry.kafka;

import java.nio.file.Path;
import java.util.Map;

/**
 * One Kafka broker, and its controller, which outlives its crashes, on free ports of the loopback address. Topics are
 * made when they are used, with one partition. One thread at a time.
 */
public final class LocalBroker implements AutoCloseable {
    private static final int NODE = 1;

    private final KafkaLibraries libraries;
    private final Path directory;
    private final LocalController controller;
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
        KafkaStorage storage = new KafkaStorage(libraries);
        this.controller = LocalController.start(libraries, storage, this.directory);
        try {
            this.properties =
                    PropertiesFile.write(this.directory, "broker", settings()).toString();
            storage.format(this.directory, properties);
            this.process = launch();
        } catch (InterruptedException | RuntimeException e) {
            controller.close();
            throw e;
        }
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

    /** Ends it in good order (SIGTERM). Returns once it is gone. */
    void stop() throws InterruptedException {
        process.stop();
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

    /**
     * Starts it again after {@link #kill}, with its files, at the same port; returns once it answers. Not before the
     * controller has missed it: a broker that is back sooner finds itself the leader that it was, until it is told that it
     * is not; a transaction that it ends in that time it takes for ended though no partition was told.
     */
    public void restart() throws InterruptedException {
        if (process.isAlive()) {
            throw new IllegalStateException("broker runs: " + bootstrapServers());
        }
        controller.awaitMissed(NODE);
        process = launch();
    }

    /** Kills it: nobody misses what it has not written. */
    @Override
    public void close() {
        process.close();
        controller.close();
    }

    private ChildProcess launch() throws InterruptedException {
        return KafkaNode.start(libraries, "broker", directory, properties);
    }

    private Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("process.roles", "broker"),
                Map.entry("node.id", Integer.toString(NODE)),
                Map.entry("controller.quorum.voters", controller.voter()),
                Map.entry("listeners", "PLAINTEXT://" + bootstrapServers()),
                Map.entry("controller.listener.names", LocalController.LISTENER),
                Map.entry(
                        "listener.security.protocol.map", LocalController.LISTENER + ":PLAINTEXT,PLAINTEXT:PLAINTEXT"),
                Map.entry("log.dirs", directory.resolve("data").toString()),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // A worker that was killed is missed after its session: tests do not wait for six seconds.
                Map.entry("group.min.session.timeout.ms", "1000"),
                Map.entry("broker.heartbeat.interval.ms", "500"),
                // What a killed producer had begun ends soon after its time-out.
                Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
                Map.entry("log.cleaner.dedupe.buffer.size", "10485760"));
    }
}
