package io.jobferry.itests.connect;

import io.jobferry.kafka.ConnectRest;
import io.jobferry.kafka.KafkaLibraries;
import io.jobferry.kafka.LocalBroker;
import io.jobferry.kafka.LocalWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A broker, and a worker of each version with the plugins, which start when they are first asked for. A test that kills
 * a worker starts one of its own. Any thread.
 */
final class LocalKafka implements AutoCloseable {
    /** The unpacked archives of the plugins: a worker's plugin.path. */
    static final Path PLUGINS = Path.of("target", "plugins").toAbsolutePath();

    /** How long a stopping task's records have to get to Kafka; by default 5 s. */
    private static final String FLUSH_TIMEOUT = "offset.flush.timeout.ms";

    private final Path directory;
    private final LocalBroker broker;
    private final Topics topics;
    private final Map<WorkerVersion, LocalWorker> workers = new EnumMap<>(WorkerVersion.class);

    private LocalKafka() throws IOException, InterruptedException {
        this.directory = Files.createTempDirectory("jobferry-kafka");
        this.broker = LocalBroker.start(KafkaLibraries.current(), directory.resolve("broker"));
        this.topics = new Topics(broker.bootstrapServers());
    }

    static LocalKafka start() {
        try {
            return new LocalKafka();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the broker started", e);
        }
    }

    Topics topics() {
        return topics;
    }

    /** The worker that all tests share. */
    synchronized LocalWorker worker(WorkerVersion version) throws InterruptedException {
        LocalWorker running = workers.get(version);
        if (running == null) {
            running = start(version, version.name(), Map.of());
            workers.put(version, running);
        }
        return running;
    }

    ConnectRest rest(WorkerVersion version) throws InterruptedException {
        return worker(version).rest();
    }

    /**
     * A worker for one test, which closes it.
     *
     * @param group workers of a group share its connectors
     * @param more properties, which outrank those of all workers here
     */
    LocalWorker start(WorkerVersion version, String group, Map<String, String> more) throws InterruptedException {
        Map<String, String> properties = new HashMap<>();
        properties.put("plugin.path", PLUGINS.toString());
        properties.put("group.id", group);
        properties.put(FLUSH_TIMEOUT, "1000");
        properties.put("connector.client.config.override.policy", "All");
        properties.put("config.providers", "file");
        properties.put("config.providers.file.class", "org.apache.kafka.common.config.provider.FileConfigProvider");
        properties.putAll(more);
        Path own = directory.resolve(group + "-" + System.nanoTime());
        return LocalWorker.distributed(version.libraries(), broker, own, properties);
    }

    /** A worker of one process with these connectors, for one test, which closes it. */
    LocalWorker standalone(Map<String, String> properties, Path... connectors) throws InterruptedException {
        Path own = directory.resolve("standalone-" + System.nanoTime());
        return LocalWorker.standalone(KafkaLibraries.current(), broker, own, properties, connectors);
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public void close() {
        workers.values().forEach(LocalWorker::close);
        topics.close();
        broker.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
