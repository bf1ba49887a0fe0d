package io.jobferry.connect;

import io.jobferry.Backend;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sink's configuration. Immutable. */
final class SinkConfig extends ConnectorConfig {
    static final String QUEUE = "queue";
    static final String QUEUE_HEADER = "queue.header";
    static final String EXACTLY_ONCE = "exactly.once";
    static final String QUEUE_HEADER_ALLOWED = "queue.header.allowed";
    static final String ON_NULL_VALUES = "behavior.on.null.values";
    static final String ON_MALFORMED = "behavior.on.malformed";
    static final String ORIGIN_LINE = "origin.line";

    private static final String ISOLATION = "consumer.override.isolation.level";

    private static final Logger LOG = LoggerFactory.getLogger(JobSinkTask.class);

    /** Whether records are changed before they are here, and their topics with them. */
    private static final String TRANSFORMS = "transforms";

    /** What becomes of a record without a value. */
    enum OnNullValue {
        FAIL("fail"),
        IGNORE("ignore"),
        PUT_EMPTY("put.empty");

        final String text;

        OnNullValue(String text) {
            this.text = text;
        }
    }

    /** What becomes of a record that can never be a job. */
    enum OnMalformed {
        REPORT("report"),
        FAIL("fail");

        final String text;

        OnMalformed(String text) {
            this.text = text;
        }
    }

    /**
     * Parses the properties.
     *
     * @throws ConfigException if a key is missing or a value is not what the key takes
     */
    SinkConfig(QueueBinding binding, Map<String, String> properties) {
        super(binding, SinkKeys.def(binding), properties);
    }

    QueueTemplate queue() {
        return new QueueTemplate(getString(QUEUE));
    }

    /** The header that names a record's queue; null if none does. */
    @Nullable
    String queueHeader() {
        return getString(QUEUE_HEADER);
    }

    /** The queues that a header may name. */
    List<String> allowedQueues() {
        List<String> queues = getList(QUEUE_HEADER_ALLOWED);
        // Null is what a worker makes of {"queue.header.allowed": null}.
        return queues == null ? List.of() : queues;
    }

    /** Whether each record is to be put once. */
    boolean isExactlyOnce() {
        return getBoolean(EXACTLY_ONCE);
    }

    /** The queue of this backend, if it remembers from where its jobs came. */
    Optional<MarkedQueue> markedQueue(Backend backend) {
        return binding().markedQueue(backend, queue().text());
    }

    /** The connector's name. */
    String connector() {
        return frameworkValue("name");
    }

    /** A worker may have set it for all its connectors, which nobody tells us: so it is a warning. */
    void warnOfUncommitted() {
        if (!frameworkValue(ISOLATION).equals("read_committed")) {
            LOG.warn("{} is not read_committed: records of transactions that were aborted may be put", ISOLATION);
        }
    }

    /** Whether a job's body begins with an {@link OriginLine}. */
    boolean hasOriginLine() {
        return getBoolean(ORIGIN_LINE);
    }

    OnNullValue onNullValue() {
        String text = getString(ON_NULL_VALUES);
        return Arrays.stream(OnNullValue.values())
                .filter(value -> value.text.equals(text))
                .findFirst()
                .orElseThrow();
    }

    OnMalformed onMalformed() {
        String text = getString(ON_MALFORMED);
        return Arrays.stream(OnMalformed.values())
                .filter(value -> value.text.equals(text))
                .findFirst()
                .orElseThrow();
    }

    /** How jobs are put, unless their records' headers say otherwise; and what the servers' keys say. */
    Settings put() {
        Map<String, Object> settings = new HashMap<>(server().settings().values());
        binding().putKeys().names().forEach(key -> settings.put(key, values().get(key)));
        return new Settings(settings);
    }

    @Override
    Map<String, String> conflicts() {
        Map<String, String> conflicts = new LinkedHashMap<>();
        addHeaderConflicts(conflicts);
        addPutConflicts(conflicts);
        addNameConflicts(conflicts);
        if (isExactlyOnce()) {
            addExactlyOnceConflicts(conflicts);
        }
        return conflicts;
    }

    /** What a queue remembers it remembers of itself: with several no record would be known to be in one of them. */
    private void addExactlyOnceConflicts(Map<String, String> conflicts) {
        if (!queue().isFixed() || queueHeader() != null) {
            conflicts.put(EXACTLY_ONCE, "is true, and takes one " + QUEUE + " without ${topic} and " + QUEUE_HEADER);
        } else if (servers().size() > 1) {
            conflicts.put(EXACTLY_ONCE, "is true, and takes one server: " + servers());
        } else {
            try (Backend backend = binding().open(servers().get(0), server())) {
                Optional<MarkedQueue> marked = markedQueue(backend);
                marked.ifPresent(MarkedQueue::close);
                if (marked.isEmpty()) {
                    conflicts.put(
                            EXACTLY_ONCE,
                            "is true, and cannot be had from this " + binding().name() + " server");
                }
            }
        }
    }

    /** A header that may name any queue would let whoever writes records put jobs anywhere. */
    private void addHeaderConflicts(Map<String, String> conflicts) {
        if (queueHeader() != null && allowedQueues().isEmpty()) {
            conflicts.put(
                    QUEUE_HEADER_ALLOWED,
                    "is empty, but " + QUEUE_HEADER + " is " + queueHeader() + "; list the queues that it may name");
        }
        if (queueHeader() == null && !allowedQueues().isEmpty()) {
            conflicts.put(
                    QUEUE_HEADER,
                    "is not set, but " + QUEUE_HEADER_ALLOWED + " is " + String.join(",", allowedQueues())
                            + "; name the header, or leave both out");
        }
    }

    /** Those are blamed that are wrong by themselves; where only several together are, the first that is no default. */
    private void addPutConflicts(Map<String, String> conflicts) {
        Optional<String> refusal = refusedPut(put().values());
        if (refusal.isEmpty()) {
            return;
        }
        Map<String, Object> defaults = binding().putKeys().defaultValues();
        Map<String, Object> changed = new TreeMap<>(put().values());
        changed.keySet().retainAll(defaults.keySet());
        changed.entrySet().removeAll(defaults.entrySet());
        Map<String, String> blamed = new TreeMap<>();
        changed.forEach((key, value) -> {
            Map<String, Object> settings = new HashMap<>(put().values());
            settings.putAll(defaults);
            settings.put(key, value);
            refusedPut(settings).ifPresent(reason -> blamed.put(key, reason));
        });
        if (blamed.isEmpty()) {
            changed.keySet().stream().findFirst().ifPresent(key -> blamed.put(key, refusal.get()));
        }
        conflicts.putAll(blamed);
    }

    private Optional<String> refusedPut(Map<String, Object> settings) {
        try {
            binding().putOptions(new Settings(settings));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void addNameConflicts(Map<String, String> conflicts) {
        try (Backend backend = binding().open(servers().get(0), server())) {
            refusedName(backend, namedQueues()).ifPresent(refusal -> conflicts.put(QUEUE, refusal));
            refusedName(backend, allowedQueues()).ifPresent(refusal -> conflicts.put(QUEUE_HEADER_ALLOWED, refusal));
        }
    }

    private static Optional<String> refusedName(Backend backend, List<String> queues) {
        for (String queue : queues) {
            try {
                backend.sink(queue).close();
            } catch (IllegalArgumentException e) {
                return Optional.of("no queue can be named \"" + queue + "\": " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** The queues that are known before any record is. */
    private List<String> namedQueues() {
        return queue().isFixed() ? List.of(queue().text()) : queuesOfTopics();
    }

    /** None where only the records tell: with a pattern of topics, and with transforms, which may rename topics. */
    private List<String> queuesOfTopics() {
        if (!frameworkValue(TRANSFORMS).isBlank()) {
            return List.of();
        }
        return Arrays.stream(frameworkValue(SinkTask.TOPICS_CONFIG).split(","))
                .map(String::trim)
                .filter(topic -> !topic.isEmpty())
                .map(queue()::queue)
                .toList();
    }

    /** The value of one of the worker's keys; empty if it has none. */
    private String frameworkValue(String key) {
        return originals().get(key) instanceof String value ? value : "";
    }

    @Override
    String probeQueue() {
        return namedQueues().stream().findFirst().orElse("default");
    }
}
