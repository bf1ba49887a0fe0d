package io.jobferry.connect.redisqueue;

import io.jobferry.connect.Settings;
import io.jobferry.connect.Words;
import io.jobferry.redisqueue.LeaseOver;
import io.jobferry.redisqueue.PopFrom;
import io.jobferry.redisqueue.RedisEnvelope;
import io.jobferry.redisqueue.RedisLayout;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The keys of what a queue is called in Redis, what lies in it, and how long a taken job is the source's. */
final class RedisLayoutKeys {
    private static final String ENVELOPE = "redisqueue.envelope";
    private static final String KEY_PREFIX = "redisqueue.key.prefix";
    private static final String GOB_TYPE_ID = "redisqueue.gob.type.id";
    private static final String POP_FROM = "redisqueue.pop.from";
    private static final String HANDLE_TIMEOUT = "redisqueue.handle.timeout.ms";
    private static final String LEASE_OVER = "redisqueue.lease.over";
    private static final String LEASE = "redisqueue.lease.ms";

    private static final Words<RedisEnvelope> ENVELOPES = Words.of(RedisEnvelope.class);
    private static final Words<PopFrom> ENDS = Words.of(PopFrom.class);
    private static final Words<LeaseOver> WAYS = Words.of(LeaseOver.class);

    /**
     * core-queue's own way for the end of a lease leaves the jobs of a killed worker in {@code timeout} until somebody
     * reloads it. A connector is to lose none, and nobody watches that list for it.
     */
    private static final RedisLayout DEFAULT = RedisLayout.DEFAULT.withLeaseOver(LeaseOver.WAITING);

    private static final int LEAST_GOB_TYPE_ID = 64;
    private static final long LONGEST = Duration.ofDays(3650).toMillis();
    private static final String JOBS = "Jobs";

    private RedisLayoutKeys() {}

    static ConfigDef ofBoth() {
        return new ConfigDef()
                .define(
                        ENVELOPE,
                        ConfigDef.Type.STRING,
                        Words.word(DEFAULT.envelope()),
                        ENVELOPES,
                        Importance.HIGH,
                        "How a job lies in Redis: gob and json are core-queue's, with the keys that it has; raw is a plain"
                                + " list of bodies, as any program pushes and pops them.",
                        JOBS,
                        100,
                        Width.SHORT,
                        "Envelope",
                        ENVELOPES)
                .define(
                        KEY_PREFIX,
                        ConfigDef.Type.STRING,
                        DEFAULT.keyPrefix(),
                        Importance.HIGH,
                        "What stands before a queue's name and a colon in its keys; in core-queue the application and its"
                                + " environment, as in app:env.",
                        JOBS,
                        101,
                        Width.MEDIUM,
                        "Key prefix")
                .define(
                        POP_FROM,
                        ConfigDef.Type.STRING,
                        Words.word(DEFAULT.popFrom()),
                        ENDS,
                        Importance.LOW,
                        "From which end of a raw list jobs are taken; they are put at the other. Left is for the lists of"
                                + " programs that push right, such as Laravel and Resque.",
                        JOBS,
                        102,
                        Width.SHORT,
                        "Pop from",
                        ENDS)
                .define(
                        GOB_TYPE_ID,
                        ConfigDef.Type.INT,
                        DEFAULT.gobTypeId(),
                        Range.atLeast(LEAST_GOB_TYPE_ID),
                        Importance.LOW,
                        "The type id of new gobs, for Go processes that work on the same queue: 65 for those made with Go"
                                + " up to 1.20, 64 from 1.21 on. Any id is read.",
                        JOBS,
                        103,
                        Width.SHORT,
                        "Gob type id");
    }

    static ConfigDef ofSource() {
        return new ConfigDef()
                .define(
                        LEASE,
                        ConfigDef.Type.LONG,
                        DEFAULT.lease().toMillis(),
                        Range.between(1, LONGEST),
                        Importance.MEDIUM,
                        "How long a taken job is the task's without an extension, in milliseconds: so long the jobs of a"
                                + " killed worker are missing. Where "
                                + LEASE_OVER + " is timeout, it is the job's time to be handled instead.",
                        JOBS,
                        104,
                        Width.SHORT,
                        "Lease (ms)")
                .define(
                        LEASE_OVER,
                        ConfigDef.Type.STRING,
                        Words.word(DEFAULT.leaseOver()),
                        WAYS,
                        Importance.MEDIUM,
                        "Where jobs go whose lease ended: waiting brings them again, timeout keeps them in the list of that"
                                + " name until somebody reloads it, as core-queue does. Raw jobs always come again.",
                        JOBS,
                        105,
                        Width.SHORT,
                        "After a lease",
                        WAYS)
                .define(
                        HANDLE_TIMEOUT,
                        ConfigDef.Type.LONG,
                        DEFAULT.handleTimeout().toMillis(),
                        Range.between(1, LONGEST),
                        Importance.LOW,
                        "How long a job's record may take to get to Kafka, in milliseconds, where the job does not say so"
                                + " itself; after it no lease is extended. Not for raw jobs.",
                        JOBS,
                        106,
                        Width.SHORT,
                        "Time to be handled (ms)");
    }

    static RedisLayout layout(Settings settings) {
        return new RedisLayout(
                envelope(settings),
                settings.text(KEY_PREFIX),
                Math.toIntExact(settings.number(GOB_TYPE_ID)),
                settings.millis(HANDLE_TIMEOUT),
                WAYS.constant(settings.text(LEASE_OVER)),
                settings.millis(LEASE),
                ENDS.constant(settings.text(POP_FROM)));
    }

    static RedisEnvelope envelope(Settings settings) {
        return ENVELOPES.constant(settings.text(ENVELOPE));
    }

    static Map<String, String> conflicts(Settings settings) {
        boolean isLeft = ENDS.constant(settings.text(POP_FROM)) == PopFrom.LEFT;
        return isLeft && envelope(settings) != RedisEnvelope.RAW
                ? Map.of(POP_FROM, "is left, and " + ENVELOPE + " is not raw: other queues are taken from the right")
                : Map.of();
    }
}
