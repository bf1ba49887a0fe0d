package io.jobferry.connect;

import static io.jobferry.connect.SinkConfig.EXACTLY_ONCE;
import static io.jobferry.connect.SinkConfig.ON_MALFORMED;
import static io.jobferry.connect.SinkConfig.ON_NULL_VALUES;
import static io.jobferry.connect.SinkConfig.ORIGIN_LINE;
import static io.jobferry.connect.SinkConfig.QUEUE;
import static io.jobferry.connect.SinkConfig.QUEUE_HEADER;
import static io.jobferry.connect.SinkConfig.QUEUE_HEADER_ALLOWED;

import io.jobferry.connect.SinkConfig.OnMalformed;
import io.jobferry.connect.SinkConfig.OnNullValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The sink's keys: what each is for, what it takes, and how a form shows it. */
final class SinkKeys {
    private static final String QUEUES = "Queue";
    private static final String RECORDS = "Records";

    private SinkKeys() {}

    /** All of them: the servers', the shared ones, and the binding's own. */
    static ConfigDef def(QueueBinding binding) {
        ConfigDef def = new ConfigDef(ServerConfig.def(binding));
        defineQueue(def);
        defineRecords(def);
        binding.putKeys().configKeys().values().forEach(key -> definePut(def, key));
        return def;
    }

    /** The binding's key, with what is true of every such key in its documentation. */
    private static void definePut(ConfigDef def, ConfigDef.ConfigKey key) {
        def.define(
                key.name,
                key.type,
                key.defaultValue,
                key.validator,
                key.importance,
                key.documentation + " A record's header " + PutHeaders.PREFIX + key.name + " outranks it.",
                key.group,
                key.orderInGroup,
                key.width,
                key.displayName,
                key.dependents,
                key.recommender);
    }

    private static void defineQueue(ConfigDef def) {
        def.define(
                QUEUE,
                ConfigDef.Type.STRING,
                "${topic}",
                LambdaValidator.with(
                        QueueTemplate::check, () -> "a queue's name; ${topic} in it is the record's topic"),
                Importance.HIGH,
                "The queue that records go to. ${topic} stands for a record's topic, as transforms left it.",
                QUEUES,
                1,
                Width.MEDIUM,
                "Queue");
        def.define(
                EXACTLY_ONCE,
                ConfigDef.Type.BOOLEAN,
                false,
                Importance.MEDIUM,
                "Whether each record is put once, whatever crashes: the queue itself then remembers up to which record it"
                        + " was put into. For raw jobs on Redis only, and one queue at one server.",
                QUEUES,
                4,
                Width.SHORT,
                "Exactly once");
        def.define(
                QUEUE_HEADER,
                ConfigDef.Type.STRING,
                null,
                new NonEmptyString(),
                Importance.LOW,
                "The header that names a record's queue, if it is one of " + QUEUE_HEADER_ALLOWED
                        + ". A record without the header goes to the queue of the key " + QUEUE + ".",
                QUEUES,
                2,
                Width.MEDIUM,
                "Queue header",
                List.of(QUEUE_HEADER_ALLOWED),
                (Recommender) null);
        def.define(
                QUEUE_HEADER_ALLOWED,
                ConfigDef.Type.LIST,
                List.of(),
                Importance.LOW,
                "The queues that " + QUEUE_HEADER
                        + " may name; needed with it. A record that names another is malformed.",
                QUEUES,
                3,
                Width.LONG,
                "Allowed queues",
                new WithQueueHeader());
    }

    private static void defineRecords(ConfigDef def) {
        List<String> onNull =
                Arrays.stream(OnNullValue.values()).map(value -> value.text).toList();
        List<String> onMalformed =
                Arrays.stream(OnMalformed.values()).map(value -> value.text).toList();
        def.define(
                ON_NULL_VALUES,
                ConfigDef.Type.STRING,
                OnNullValue.FAIL.text,
                ValidString.in(onNull.toArray(String[]::new)),
                Importance.MEDIUM,
                "What a record without a value becomes: fail makes it malformed, ignore passes over it, put.empty puts a"
                        + " job with an empty body.",
                RECORDS,
                1,
                Width.SHORT,
                "On null values",
                new Choice(onNull));
        def.define(
                ON_MALFORMED,
                ConfigDef.Type.STRING,
                OnMalformed.REPORT.text,
                ValidString.in(onMalformed.toArray(String[]::new)),
                Importance.MEDIUM,
                "What becomes of a record that can never be a job: its value has no form in JSON, it is too big, or a"
                        + " header of it is wrong. report hands it to the worker's error reporter (errors.tolerance=all"
                        + " with a dead letter queue or errors.log.enable), and without one ends the task; fail always ends the task.",
                RECORDS,
                2,
                Width.SHORT,
                "On malformed records",
                new Choice(onMalformed));
        def.define(
                ORIGIN_LINE,
                ConfigDef.Type.BOOLEAN,
                false,
                Importance.LOW,
                "Whether a job's body begins with a line that says from where in Kafka its record is: topic, partition and"
                        + " offset with a space between, and a line feed; the value follows. Who takes the jobs cuts the"
                        + " line off, and knows by it a record that was put twice.",
                RECORDS,
                3,
                Width.SHORT,
                "Origin line");
    }

    /** One of a few words. */
    private record Choice(List<String> words) implements Recommender {
        @Override
        public List<Object> validValues(String name, Map<String, Object> parsed) {
            return List.copyOf(words);
        }

        @Override
        public boolean visible(String name, Map<String, Object> parsed) {
            return true;
        }
    }

    /** Shown once there is a header to allow something. */
    private record WithQueueHeader() implements Recommender {
        @Override
        public List<Object> validValues(String name, Map<String, Object> parsed) {
            return List.of();
        }

        @Override
        public boolean visible(String name, Map<String, Object> parsed) {
            return parsed.get(QUEUE_HEADER) != null;
        }
    }
}
