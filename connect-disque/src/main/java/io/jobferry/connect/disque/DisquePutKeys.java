package io.jobferry.connect.disque;

import io.jobferry.connect.Settings;
import io.jobferry.disque.DisquePut;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * The keys of how jobs are put, which are ADDJOB's options. That the server is to decide is said by a number that it would
 * not take.
 */
final class DisquePutKeys {
    /** A job's end is seconds since 1970 in 32 bits: beyond, it would lie in the past. */
    static final Duration LONGEST = Duration.ofSeconds(Integer.MAX_VALUE);

    private static final String REPLICATE = "put.replicate";
    private static final String DELAY = "put.delay.ms";
    private static final String RETRY = "put.retry.ms";
    private static final String TTL = "put.ttl.ms";
    private static final String MAXLEN = "put.maxlen";
    private static final String ASYNC = "put.async";

    private static final String GROUP = "Put";
    private static final int NOT_SET = 0;
    /** Zero is never. */
    private static final long RETRY_NOT_SET = -1;

    private DisquePutKeys() {}

    static ConfigDef def() {
        return defineCopies(defineTimes(new ConfigDef()));
    }

    private static ConfigDef defineTimes(ConfigDef def) {
        return def.define(
                        DELAY,
                        ConfigDef.Type.LONG,
                        DisquePut.DEFAULT.delay().toMillis(),
                        Range.between(0, LONGEST.toMillis()),
                        Importance.MEDIUM,
                        "How long until the jobs are queued, in milliseconds; below " + TTL
                                + ". The server counts whole" + " seconds: rounded up.",
                        GROUP,
                        1,
                        Width.SHORT,
                        "Delay (ms)")
                .define(
                        RETRY,
                        ConfigDef.Type.LONG,
                        RETRY_NOT_SET,
                        Range.between(RETRY_NOT_SET, LONGEST.toMillis()),
                        Importance.MEDIUM,
                        "After how long without an acknowledgement a job is delivered again, in milliseconds; whole"
                                + " seconds, rounded up. -1 leaves it to the server (5 minutes, or a tenth of the time to"
                                + " live if that is less), 0 is never: at most once, and only with " + REPLICATE
                                + " 1.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "Retry (ms)")
                .define(
                        TTL,
                        ConfigDef.Type.LONG,
                        (long) NOT_SET,
                        Range.between(NOT_SET, LONGEST.toMillis()),
                        Importance.MEDIUM,
                        "After how long the server drops a job, delivered or not, in milliseconds; whole seconds, rounded"
                                + " up. 0 leaves it to the server (a day).",
                        GROUP,
                        3,
                        Width.SHORT,
                        "Time to live (ms)");
    }

    private static ConfigDef defineCopies(ConfigDef def) {
        return def.define(
                        REPLICATE,
                        ConfigDef.Type.INT,
                        NOT_SET,
                        Range.between(NOT_SET, 65_535),
                        Importance.MEDIUM,
                        "On how many nodes a job must be before its put is answered. 0 leaves it to the server (3, or as"
                                + " many as there are).",
                        GROUP,
                        4,
                        Width.SHORT,
                        "Replicate")
                .define(
                        MAXLEN,
                        ConfigDef.Type.LONG,
                        (long) NOT_SET,
                        Range.atLeast(NOT_SET),
                        Importance.LOW,
                        "How many jobs may lie in the queue, as the asked node counts it, before puts are refused, and"
                                + " with them the records of the topic held up. 0 is no limit.",
                        GROUP,
                        5,
                        Width.SHORT,
                        "Longest queue")
                .define(
                        ASYNC,
                        ConfigDef.Type.BOOLEAN,
                        DisquePut.DEFAULT.async(),
                        Importance.LOW,
                        "Whether a put is answered before the job is replicated: faster, and lost with its node until"
                                + " it is.",
                        GROUP,
                        6,
                        Width.SHORT,
                        "Asynchronous");
    }

    /**
     * How a job is put.
     *
     * @throws IllegalArgumentException if values do not go together
     */
    static DisquePut options(Settings put) {
        return new DisquePut(
                put.number(REPLICATE) == NOT_SET ? null : Math.toIntExact(put.number(REPLICATE)),
                put.millis(DELAY),
                put.number(RETRY) == RETRY_NOT_SET ? null : put.millis(RETRY),
                put.number(TTL) == NOT_SET ? null : put.millis(TTL),
                put.number(MAXLEN) == NOT_SET ? null : put.number(MAXLEN),
                put.flag(ASYNC));
    }
}
