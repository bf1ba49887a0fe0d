package io.jobferry.connect;

import io.jobferry.Backend;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;

/** The source's configuration: the connector's, or that of one of its tasks. Immutable. */
final class SourceConfig extends ConnectorConfig {
    private static final String TOLERANCE = "errors.tolerance";

    /**
     * Parses the properties.
     *
     * @throws ConfigException if a key is missing or a value is not what the key takes
     */
    SourceConfig(QueueBinding binding, Map<String, String> properties) {
        super(binding, SourceKeys.def(binding), properties);
    }

    List<String> queues() {
        return getList(SourceKeys.QUEUES);
    }

    int batchSize() {
        return getInt(SourceKeys.BATCH_SIZE);
    }

    /** The most jobs that a task holds. */
    int maxInFlight() {
        return getInt(SourceKeys.MAX_IN_FLIGHT);
    }

    Duration pollWait() {
        return Duration.ofMillis(getInt(SourceKeys.POLL_WAIT));
    }

    SkippedRecords skippedRecords() {
        return SourceKeys.SKIPPED_WORDS.constant(getString(SourceKeys.SKIPPED));
    }

    TopicTemplate topic() {
        return new TopicTemplate(getString(SourceKeys.TOPIC));
    }

    RecordKey recordKey() {
        return SourceKeys.RECORD_KEYS.constant(getString(SourceKeys.RECORD_KEY));
    }

    ValueType valueType() {
        return SourceKeys.VALUE_TYPES.constant(getString(SourceKeys.VALUE_TYPE));
    }

    boolean includesHeaders() {
        return getBoolean(SourceKeys.HEADERS);
    }

    /** The queues as they stand in source partitions. */
    Set<String> partitions() {
        Set<String> partitions = new TreeSet<>();
        for (Backend backend : open()) {
            queues().forEach(queue -> partitions.add(SourcePosition.place(backend.name(), queue)));
            backend.close();
        }
        return partitions;
    }

    /** The properties of a task that has this part of the work. */
    Map<String, String> ofTask(TaskPart part) {
        Map<String, String> properties = new HashMap<>(originalsStrings());
        properties.put(binding().name() + ".servers", String.join(",", part.servers()));
        properties.put(SourceKeys.QUEUES, String.join(",", part.queues()));
        return properties;
    }

    @Override
    Map<String, String> conflicts() {
        Map<String, String> conflicts = new LinkedHashMap<>();
        queueConflict(conflicts);
        if (batchSize() > maxInFlight()) {
            conflicts.put(
                    SourceKeys.BATCH_SIZE,
                    batchSize() + " is above " + SourceKeys.MAX_IN_FLIGHT + ", which is " + maxInFlight());
        }
        topic().conflict(queues()).ifPresent(conflict -> conflicts.put(SourceKeys.TOPIC, conflict));
        if ("all".equalsIgnoreCase(originalsStrings().get(TOLERANCE))
                && !originals().containsKey(SourceKeys.SKIPPED)) {
            conflicts.put(
                    SourceKeys.SKIPPED,
                    "is not set, and has to be under " + TOLERANCE
                            + "=all, where records can fail and their jobs be lost:" + " it is one of "
                            + SourceKeys.SKIPPED_WORDS);
        }
        return conflicts;
    }

    private void queueConflict(Map<String, String> conflicts) {
        try (Backend backend = binding().open(servers().get(0), server())) {
            for (String queue : queues()) {
                try {
                    backend.source(List.of(queue)).close();
                } catch (IllegalArgumentException e) {
                    conflicts.put(SourceKeys.QUEUES, "\"" + queue + "\" cannot be taken from: " + e.getMessage());
                }
            }
        }
    }

    @Override
    String probeQueue() {
        return queues().get(0);
    }
}
