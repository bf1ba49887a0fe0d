package io.jobferry.connect;

import io.jobferry.JobSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The source's keys: what each is for, what it takes, and how a form shows it. */
final class SourceKeys {
    static final String QUEUES = "queues";
    static final String BATCH_SIZE = "batch.size";
    static final String MAX_IN_FLIGHT = "max.in.flight.jobs";
    static final String POLL_WAIT = "poll.wait.ms";
    static final String TOPIC = "topic";
    static final String RECORD_KEY = "record.key";
    static final String VALUE_TYPE = "value.type";
    static final String HEADERS = "headers.include";
    static final String SKIPPED = "skipped.records";

    static final Words<RecordKey> RECORD_KEYS = Words.of(RecordKey.class);
    static final Words<ValueType> VALUE_TYPES = Words.of(ValueType.class);
    static final Words<SkippedRecords> SKIPPED_WORDS = Words.of(SkippedRecords.class);

    private static final String JOBS = "Jobs";
    private static final String RECORDS = "Records";

    private SourceKeys() {}

    /** All of them: the servers', the shared ones, and the binding's own. */
    static ConfigDef def(QueueBinding binding) {
        ConfigDef def = new ConfigDef(ServerConfig.def(binding));
        defineJobs(def);
        defineRecords(def);
        binding.sourceKeys().configKeys().values().forEach(def::define);
        return def;
    }

    private static void defineJobs(ConfigDef def) {
        def.define(
                QUEUES,
                ConfigDef.Type.LIST,
                ConfigDef.NO_DEFAULT_VALUE,
                LambdaValidator.with(SourceKeys::requireQueues, () -> "names of queues, each once"),
                Importance.HIGH,
                "The queues to take jobs from, separated by commas. Each of them is taken from at each server.",
                JOBS,
                1,
                Width.LONG,
                "Queues");
        def.define(
                BATCH_SIZE,
                ConfigDef.Type.INT,
                1000,
                Range.atLeast(1),
                Importance.MEDIUM,
                "The most jobs that a task takes at once and hands to the worker together.",
                JOBS,
                2,
                Width.SHORT,
                "Batch size",
                List.of(MAX_IN_FLIGHT));
        def.define(
                MAX_IN_FLIGHT,
                ConfigDef.Type.INT,
                10_000,
                Range.atLeast(1),
                Importance.MEDIUM,
                "The most jobs that a task holds while Kafka has not confirmed their records. A task of several servers"
                        + " divides them among these.",
                JOBS,
                3,
                Width.SHORT,
                "Jobs in flight");
        def.define(
                POLL_WAIT,
                ConfigDef.Type.INT,
                1000,
                Range.between(0, (int) JobSource.MAX_WAIT.toMillis()),
                Importance.LOW,
                "The longest time that a task waits for a job, in milliseconds, before it looks whether the worker wants"
                        + " something else of it. A job that comes earlier ends the wait.",
                JOBS,
                4,
                Width.SHORT,
                "Wait (ms)");
        def.define(
                SKIPPED,
                ConfigDef.Type.STRING,
                Words.word(SkippedRecords.ACK),
                SKIPPED_WORDS,
                Importance.MEDIUM,
                "What becomes of a job whose record is not written to Kafka, because a transformation drops it or it fails"
                        + " under errors.tolerance=all: ack forgets it, release gives it back for another delivery 1 s"
                        + " later, dead keeps it among the dead jobs, fail ends the task and gives the job back."
                        + " Has to be chosen under errors.tolerance=all, where ack loses jobs that failed.",
                JOBS,
                5,
                Width.SHORT,
                "Skipped records",
                SKIPPED_WORDS);
    }

    private static void defineRecords(ConfigDef def) {
        def.define(
                TOPIC,
                ConfigDef.Type.STRING,
                "${queue}",
                LambdaValidator.with(TopicTemplate::check, () -> "a topic's name; ${queue} in it is the job's queue"),
                Importance.HIGH,
                "The topic that records go to. ${queue} stands for the job's queue, in which characters that a topic"
                        + " cannot have become _.",
                RECORDS,
                1,
                Width.MEDIUM,
                "Topic");
        def.define(
                RECORD_KEY,
                ConfigDef.Type.STRING,
                Words.word(RecordKey.NONE),
                RECORD_KEYS,
                Importance.MEDIUM,
                "The key of a record: none, the job's key (a string that no other job of its server ever has), or the name"
                        + " of its queue.",
                RECORDS,
                2,
                Width.SHORT,
                "Record key",
                RECORD_KEYS);
        def.define(
                VALUE_TYPE,
                ConfigDef.Type.STRING,
                Words.word(ValueType.BYTES),
                VALUE_TYPES,
                Importance.MEDIUM,
                "What the converter is given as a record's value: bytes is the job's body as it is, string is its text in"
                        + " UTF-8, where bytes that are not UTF-8 become replacement characters.",
                RECORDS,
                3,
                Width.SHORT,
                "Value type",
                VALUE_TYPES);
        def.define(
                HEADERS,
                ConfigDef.Type.BOOLEAN,
                true,
                Importance.LOW,
                "Whether records have headers with the job's queue, its id, its key and what else the server told of it,"
                        + " each named jobferry.something.",
                RECORDS,
                4,
                Width.SHORT,
                "Headers");
    }

    private static void requireQueues(String key, @Nullable Object value) {
        if (!(value instanceof List<?> queues)) {
            return; // The key is missing: that is told already.
        }
        if (queues.isEmpty()) {
            throw new ConfigException(key + ": names no queue");
        }
        Set<Object> names = new HashSet<>();
        for (Object queue : queues) {
            if (queue.equals("")) {
                throw new ConfigException(key, value, "a name is empty");
            }
            if (!names.add(queue)) {
                throw new ConfigException(key, value, "queue stands twice: \"" + queue + "\"");
            }
        }
    }
}
