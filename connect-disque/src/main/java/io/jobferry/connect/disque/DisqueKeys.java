package io.jobferry.connect.disque;

import io.jobferry.connect.Words;
import io.jobferry.disque.AckMode;
import io.jobferry.disque.DisqueOptions;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The keys of how to reach a cluster, and of how jobs are taken from it. */
final class DisqueKeys {
    static final String PASSWORD = "disque.password";
    static final String USE_ANNOUNCED = "disque.use.announced.nodes";
    static final String ACK_MODE = "disque.ack.mode";
    static final String CYCLE = "disque.cycle";
    static final String DEAD_QUEUE = "disque.dead.queue";
    static final String DEAD_TTL = "disque.dead.ttl.ms";

    static final Words<AckMode> ACK_MODES = Words.of(AckMode.class);

    private static final String SERVER = "Server";
    private static final String JOBS = "Jobs";

    /** As topics have it. The driver has it without the sign. */
    private static final String QUEUE = "${queue}";

    private static final DisqueOptions DEFAULT = DisqueOptions.of("localhost");

    private DisqueKeys() {}

    static ConfigDef ofServers() {
        return new ConfigDef()
                .define(
                        PASSWORD,
                        ConfigDef.Type.PASSWORD,
                        null,
                        Importance.MEDIUM,
                        "What AUTH needs, for every node the same. Without TLS everybody between can read it.",
                        SERVER,
                        100,
                        Width.MEDIUM,
                        "Password")
                .define(
                        USE_ANNOUNCED,
                        ConfigDef.Type.BOOLEAN,
                        DEFAULT.useAnnounced(),
                        Importance.LOW,
                        "Whether nodes that only other nodes told of are connected to, and told the password. Not unless"
                                + " the network between is trusted.",
                        SERVER,
                        101,
                        Width.SHORT,
                        "Use announced nodes");
    }

    static ConfigDef ofSource() {
        return new ConfigDef()
                .define(
                        ACK_MODE,
                        ConfigDef.Type.STRING,
                        Words.word(DEFAULT.ackMode()),
                        ACK_MODES,
                        Importance.MEDIUM,
                        "How jobs that are in Kafka are acknowledged: ackjob tells every node that may have a copy until"
                                + " it has heard it, fastack tells each once, so that a node that was away delivers the"
                                + " job again.",
                        JOBS,
                        100,
                        Width.SHORT,
                        "Acknowledge by",
                        ACK_MODES)
                .define(
                        CYCLE,
                        ConfigDef.Type.INT,
                        DEFAULT.cycle(),
                        Range.atLeast(1),
                        Importance.LOW,
                        "After how many jobs a task looks whether another node made most of them, and goes there.",
                        JOBS,
                        101,
                        Width.SHORT,
                        "Cycle")
                .define(
                        DEAD_QUEUE,
                        ConfigDef.Type.STRING,
                        QUEUE + ":dead",
                        LambdaValidator.with(DisqueKeys::requireDeadQueue, () -> QUEUE + " and more"),
                        Importance.LOW,
                        "Where dead jobs go, with " + QUEUE + " for the name of the queue that they were in.",
                        JOBS,
                        102,
                        Width.MEDIUM,
                        "Dead queue")
                .define(
                        DEAD_TTL,
                        ConfigDef.Type.LONG,
                        DEFAULT.deadTtl().toMillis(),
                        Range.between(Duration.ofSeconds(1).toMillis(), DisquePutKeys.LONGEST.toMillis()),
                        Importance.LOW,
                        "How long dead jobs are kept, in milliseconds. The server counts whole seconds: rounded up.",
                        JOBS,
                        103,
                        Width.SHORT,
                        "Keep dead jobs (ms)");
    }

    private static void requireDeadQueue(String key, @Nullable Object value) {
        String name = String.valueOf(value);
        if (!name.contains(QUEUE) || name.equals(QUEUE)) {
            throw new ConfigException(
                    key,
                    value,
                    "a queue has a dead queue of its own: " + QUEUE + " and more, as in " + QUEUE + ":dead");
        }
    }

    /** The name as the driver takes it. */
    static String deadQueue(String template) {
        return template.replace(QUEUE, "{queue}");
    }
}
