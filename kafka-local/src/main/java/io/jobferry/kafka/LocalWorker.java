package io.jobferry.kafka;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** One Kafka Connect worker; its REST interface is at a free port of the loopback address. One thread at a time. */
public final class LocalWorker implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("REST server listening at (http://[^/, ]+)");
    static final String DISTRIBUTED = "org.apache.kafka.connect.cli.ConnectDistributed";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    private final KafkaLibraries libraries;
    private final String mainClass;
    private final Path directory;
    private final List<String> arguments;
    private ChildProcess process;
    private ConnectRest rest;

    /**
     * A new worker of ConnectDistributed, which has joined its group and answers.
     *
     * @param directory its files and its log; created if it is not there
     * @param properties {@code plugin.path} and whatever else; they outrank the defaults: {@code group.id} jobferry with
     *     internal topics named after it, ByteArrayConverter, plugins found by service files, failover within seconds
     * @throws IllegalStateException if it does not start within two minutes; the message has its last lines
     */
    public static LocalWorker distributed(
            KafkaLibraries libraries, LocalBroker broker, Path directory, Map<String, String> properties)
            throws InterruptedException {
        Map<String, String> all = shared(broker);
        String group = properties.getOrDefault("group.id", "jobferry");
        all.put("group.id", group);
        for (String topic : List.of("config", "offset", "status")) {
            all.put(topic + ".storage.topic", group + "-" + topic);
            all.put(topic + ".storage.replication.factor", "1");
        }
        all.put("offset.storage.partitions", "1");
        all.put("status.storage.partitions", "1");
        // Defaults are for machines that are far from each other: failover after minutes.
        all.put("session.timeout.ms", "6000");
        all.put("rebalance.timeout.ms", "6000");
        all.put("heartbeat.interval.ms", "1000");
        all.put("scheduled.rebalance.max.delay.ms", "0");
        all.putAll(properties);
        return new LocalWorker(libraries, DISTRIBUTED, directory, all, List.of());
    }

    /**
     * A new worker of ConnectStandalone with these connectors, which answers.
     *
     * @param connectors files of properties or JSON, a connector each
     * @see #distributed
     */
    public static LocalWorker standalone(
            KafkaLibraries libraries,
            LocalBroker broker,
            Path directory,
            Map<String, String> properties,
            Path... connectors)
            throws InterruptedException {
        Map<String, String> all = shared(broker);
        all.put(
                "offset.storage.file.filename",
                directory.toAbsolutePath().resolve("offsets").toString());
        all.putAll(properties);
        List<String> files = Arrays.stream(connectors)
                .map(file -> file.toAbsolutePath().toString())
                .toList();
        return new LocalWorker(libraries, "org.apache.kafka.connect.cli.ConnectStandalone", directory, all, files);
    }

    private LocalWorker(
            KafkaLibraries libraries,
            String mainClass,
            Path directory,
            Map<String, String> properties,
            List<String> connectors)
            throws InterruptedException {
        this.libraries = libraries;
        this.mainClass = mainClass;
        this.directory = directory.toAbsolutePath();
        Path file = PropertiesFile.write(this.directory, "worker", properties);
        this.arguments = new ArrayList<>(List.of(file.toString()));
        arguments.addAll(connectors);
        this.process = launch();
        this.rest = awaitRest();
    }

    /** Its REST interface: another one after a restart. */
    public ConnectRest rest() {
        return rest;
    }

    /** What it has logged, all runs together. */
    public Path log() {
        return directory.resolve("worker.log");
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it in good order (SIGTERM): it leaves its group, and its tasks stop. Returns once it is gone. */
    public void stop() throws InterruptedException {
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

    /** Starts it again after {@link #stop} or {@link #kill}, at another port; returns once it answers. */
    public void restart() throws InterruptedException {
        if (process.isAlive()) {
            throw new IllegalStateException("worker runs: " + process.pid());
        }
        process = launch();
        rest = awaitRest();
    }

    /** As {@link #kill}. */
    @Override
    public void close() {
        process.close();
    }

    private ChildProcess launch() {
        return libraries.start("worker", mainClass, directory, arguments.toArray(String[]::new));
    }

    /** The REST server listens before the worker is ready: until then it answers with errors. */
    private ConnectRest awaitRest() throws InterruptedException {
        try {
            String address = process.awaitOutput(LISTENING, PATIENCE).group(1);
            ConnectRest answering = new ConnectRest(URI.create(address));
            answering.connectors();
            return answering;
        } catch (InterruptedException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private static Map<String, String> shared(LocalBroker broker) {
        Map<String, String> shared = new HashMap<>();
        shared.put("bootstrap.servers", broker.bootstrapServers());
        shared.put("listeners", "http://" + Loopback.ADDRESS + ":0");
        shared.put("key.converter", BYTES);
        shared.put("value.converter", BYTES);
        shared.put("offset.flush.interval.ms", "1000");
        // A worker's own default also loads every class of every jar: thrice as much work as all else of a start.
        shared.put("plugin.discovery", "SERVICE_LOAD");
        // A sink's consumer that was killed is missed after its session, by default 45 s.
        shared.put("consumer.session.timeout.ms", "6000");
        shared.put("consumer.heartbeat.interval.ms", "1000");
        return shared;
    }
}
