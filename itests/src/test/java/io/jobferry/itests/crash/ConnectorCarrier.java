package io.jobferry.itests.crash;

import static org.awaitility.Awaitility.await;

import io.jobferry.kafka.ConnectRefusal;
import io.jobferry.kafka.ConnectorStatus;
import io.jobferry.kafka.KafkaLibraries;
import io.jobferry.kafka.LocalBroker;
import io.jobferry.kafka.LocalWorker;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A connector of one task in a distributed worker. */
final class ConnectorCarrier implements Carrier {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path PLUGINS = Path.of("target", "plugins").toAbsolutePath();

    private final LocalBroker broker;
    private final Path directory;
    private final String name;
    private final Map<String, String> properties;
    private final LocalWorker worker;

    /** Runs by now, in a worker of its own. */
    ConnectorCarrier(LocalBroker broker, Path directory, String name, Map<String, String> config)
            throws InterruptedException {
        this.broker = broker;
        this.directory = directory;
        this.name = name;
        this.properties = properties(name, config);
        this.worker = join("worker");
        worker.rest().start(name, config, 1);
    }

    private static Map<String, String> properties(String group, Map<String, String> config) {
        Map<String, String> properties = new HashMap<>();
        properties.put("plugin.path", PLUGINS.toString());
        properties.put("group.id", group);
        properties.put("connector.client.config.override.policy", "All");
        // What a killed worker had is missed soon.
        properties.put("session.timeout.ms", "2000");
        properties.put("heartbeat.interval.ms", "500");
        properties.put("consumer.session.timeout.ms", "2000");
        properties.put("consumer.heartbeat.interval.ms", "500");
        if (config.containsKey("exactly.once.support")) {
            properties.put("exactly.once.source.support", "enabled");
        }
        return properties;
    }

    private LocalWorker join(String worker) throws InterruptedException {
        return LocalWorker.distributed(KafkaLibraries.current(), broker, directory.resolve(worker), properties);
    }

    /** Up to which offset of its only partition a sink has put records for good; -1 if that cannot be told now. */
    long carried() {
        try {
            return worker.rest()
                    .offsets(name)
                    .at("/offsets/0/offset/kafka_offset")
                    .asLong(-1);
        } catch (ConnectRefusal | UncheckedIOException e) {
            return -1;
        }
    }

    @Override
    public Victim victim() {
        return Victim.of(worker);
    }

    @Override
    public long pid() {
        return worker.pid();
    }

    /**
     * One task is where it is best, so that a second worker alone gets none: the first hangs until the second has it, and
     * then finds itself replaced, with jobs in its hands.
     */
    @Override
    public void joinFor(Duration time) throws InterruptedException {
        List<String> before = await().atMost(PATIENCE).until(() -> runners(worker), running -> !running.isEmpty());
        try (LocalWorker second = join("second-" + System.nanoTime())) {
            worker.pause();
            try {
                await("the task moves to the second worker").atMost(PATIENCE).until(() -> {
                    List<String> now = runners(second);
                    return !now.isEmpty() && !now.equals(before);
                });
            } finally {
                worker.resume();
            }
            await().pollDelay(time).atMost(time.plus(PATIENCE)).until(second::isAlive);
        }
    }

    /** The worker that runs the task, as this one knows; empty if none does, or it does not say. */
    private List<String> runners(LocalWorker asked) {
        try {
            return asked.rest().status(name).tasks().stream()
                    .filter(task -> task.state().equals("RUNNING"))
                    .map(ConnectorStatus.Task::worker)
                    .toList();
        } catch (ConnectRefusal | UncheckedIOException e) {
            return List.of(); // it is busy with a rebalance
        }
    }

    @Override
    public String revive() {
        try {
            ConnectorStatus status = worker.rest().status(name);
            if (!status.failure().isEmpty()) {
                worker.rest().restart(name);
            }
            return status.failure();
        } catch (ConnectRefusal | UncheckedIOException e) {
            return ""; // it is busy with a rebalance; there will be another look
        }
    }

    @Override
    public void close() {
        worker.close();
    }
}
