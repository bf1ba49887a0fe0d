package io.jobferry.connect.redisqueue;

import io.jobferry.connect.Settings;
import io.jobferry.redisqueue.RedisEnvelope;
import io.jobferry.redisqueue.RedisPut;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The keys of how jobs are put, which are core-queue's. Zero, or nothing, is for what a job need not say. */
final class RedisPutKeys {
    private static final String DELAY = "put.delay.ms";
    private static final String AT = "put.at.ms";
    private static final String KEY = "put.key";
    private static final String UNIQUE_ID = "put.unique.id";
    private static final String MAX_ATTEMPTS = "put.max.attempts";
    private static final String HANDLE_TIMEOUT = "put.handle.timeout.ms";
    private static final String BACKOFF = "put.backoff.ms";

    private static final String GROUP = "Put";
    private static final long NOT_SET = 0;
    private static final long LONGEST = Duration.ofDays(3650).toMillis();
    /** Beyond, a score's fractions would be lost. */
    private static final long LATEST = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

    private RedisPutKeys() {}

    static ConfigDef def() {
        return defineAttempts(defineNames(defineTimes(new ConfigDef())));
    }

    private static ConfigDef defineTimes(ConfigDef def) {
        return def.define(
                        DELAY,
                        ConfigDef.Type.LONG,
                        RedisPut.DEFAULT.delay().toMillis(),
                        Range.between(0, LONGEST),
                        Importance.MEDIUM,
                        "How long until the jobs can be taken, in milliseconds.",
                        GROUP,
                        1,
                        Width.SHORT,
                        "Delay (ms)")
                .define(
                        AT,
                        ConfigDef.Type.LONG,
                        NOT_SET,
                        Range.between(NOT_SET, LATEST),
                        Importance.LOW,
                        "When the jobs can be taken, in milliseconds since 1970, instead of a delay; of use as a header."
                                + " 0 is at once. Not for raw jobs.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "At (ms)");
    }

    private static ConfigDef defineNames(ConfigDef def) {
        return def.define(
                        KEY,
                        ConfigDef.Type.STRING,
                        RedisPut.DEFAULT.key(),
                        Importance.MEDIUM,
                        "What kind of job it is, by which core-queue's consumers choose a handler. Not for raw jobs.",
                        GROUP,
                        3,
                        Width.MEDIUM,
                        "Key")
                .define(
                        UNIQUE_ID,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.LOW,
                        "The job's name; of use as a header. Empty is 16 random letters. Not for raw jobs.",
                        GROUP,
                        4,
                        Width.MEDIUM,
                        "Unique id");
    }

    private static ConfigDef defineAttempts(ConfigDef def) {
        return def.define(
                        MAX_ATTEMPTS,
                        ConfigDef.Type.INT,
                        (int) NOT_SET,
                        Range.atLeast(NOT_SET),
                        Importance.MEDIUM,
                        "After how many attempts a job is given up. 0 leaves it to the consumer; core-queue's makes one."
                                + " Not for raw jobs.",
                        GROUP,
                        5,
                        Width.SHORT,
                        "Most attempts")
                .define(
                        HANDLE_TIMEOUT,
                        ConfigDef.Type.LONG,
                        NOT_SET,
                        Range.between(NOT_SET, LONGEST),
                        Importance.MEDIUM,
                        "How long a consumer may take for a job, in milliseconds. 0 is an hour. Not for raw jobs.",
                        GROUP,
                        6,
                        Width.SHORT,
                        "Time to be handled (ms)")
                .define(
                        BACKOFF,
                        ConfigDef.Type.LONG,
                        RedisPut.DEFAULT.backoff().toMillis(),
                        Range.between(0, LONGEST),
                        Importance.LOW,
                        "The delay, in milliseconds, that core-queue doubles for a job's first retry. 0 is a second."
                                + " Not for raw jobs.",
                        GROUP,
                        7,
                        Width.SHORT,
                        "Backoff (ms)");
    }

    /**
     * How a job is put.
     *
     * @throws IllegalArgumentException if values do not go together, or jobs are raw and anything but a delay is set
     */
    static RedisPut options(Settings put) {
        RedisPut options = new RedisPut(
                put.millis(DELAY),
                put.number(AT) == NOT_SET ? null : Instant.ofEpochMilli(put.number(AT)),
                put.text(UNIQUE_ID).isEmpty() ? null : put.text(UNIQUE_ID),
                put.text(KEY),
                put.number(HANDLE_TIMEOUT) == NOT_SET ? null : put.millis(HANDLE_TIMEOUT),
                put.millis(BACKOFF),
                put.number(MAX_ATTEMPTS) == NOT_SET
                        ? RedisPut.DEFAULT.maxAttempts()
                        : Math.toIntExact(put.number(MAX_ATTEMPTS)));
        if (RedisLayoutKeys.envelope(put) == RedisEnvelope.RAW
                && !options.equals(RedisPut.DEFAULT.withDelay(options.delay()))) {
            throw new IllegalArgumentException("raw jobs have a delay and nothing else");
        }
        return options;
    }
}
