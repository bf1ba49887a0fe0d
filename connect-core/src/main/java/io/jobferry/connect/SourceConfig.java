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
    private static final String EXACTLY_ONCE = "exactly.once.support";
    private static final String BOUNDARY = "transaction.boundary";

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

    /**
     * The most jobs that are taken at once. Where each is to come exactly once, and a job is not forgotten although its
     * record was dropped, it is one: Kafka does not say which records of a batch it has until it has them.
     */
    int batchSize() {
        return isExactlyOnce() && skippedRecords() != SkippedRecords.ACK ? 1 : getInt(SourceKeys.BATCH_SIZE);
    }

    /** Whether the worker's owner wants each job to come exactly once, and not just what the worker can give. */
    boolean isExactlyOnce() {
        return "required".equalsIgnoreCase(originalsStrings().get(EXACTLY_ONCE));
    }

    /** Whether the backend lets each job come exactly once. */
    boolean canBeExactlyOnce() {
        try (Backend backend = binding().open(servers().get(0), server())) {
            return binding().doneJobs(backend, queues().get(0)).isPresent();
        }
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
        if (isExactlyOnce()) {
            exactlyOnceConflicts(conflicts);
        }
        return conflicts;
    }

    private void exactlyOnceConflicts(Map<String, String> conflicts) {
        if (!canBeExactlyOnce()) {
            conflicts.put(
                    EXACTLY_ONCE,
                    "is required, and cannot be had from a " + binding().name() + " server");
        }
        String boundary = originalsStrings().getOrDefault(BOUNDARY, "poll");
        if (!boundary.equalsIgnoreCase("poll")) {
            conflicts.put(
                    BOUNDARY,
                    "is \"" + boundary + "\", and has to be poll where " + EXACTLY_ONCE
                            + " is required: a job is deleted with the transaction of its poll");
        }
        if (maxInFlight() > ExactlyOnce.LONGEST_WINDOW) {
            conflicts.put(
                    SourceKeys.MAX_IN_FLIGHT,
                    maxInFlight() + " is above " + ExactlyOnce.LONGEST_WINDOW
                            + ", the most that a source offset can name" + " where " + EXACTLY_ONCE + " is required");
        }
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
