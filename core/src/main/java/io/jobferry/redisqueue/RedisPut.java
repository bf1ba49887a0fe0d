package io.jobferry.redisqueue;

import io.jobferry.PutOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a job is put into Redis, under core-queue's own names. Raw jobs have a time and nothing else.
 *
 * @param delay how long until the job can be reserved
 * @param at when it can be reserved, by the server's clock; null for after the delay, which is zero where this is given
 * @param uniqueId the job's name; null for 16 random letters. Two delayed jobs that are equal to the byte are one
 * @param key what kind of job it is; empty for nothing
 * @param handleTimeout how long a handler may take; null for the layout's
 * @param backoff the delay that the job says it had before this attempt
 * @param maxAttempts after how many attempts it is given up; 0 for the consumer's own number, which is 1 for core-queue
 */
public record RedisPut(
        Duration delay,
        @Nullable Instant at,
        @Nullable String uniqueId,
        String key,
        @Nullable Duration handleTimeout,
        Duration backoff,
        int maxAttempts)
        implements PutOptions {
    /** At once, with what the layout and the consumer say. */
    public static final RedisPut DEFAULT = new RedisPut(Duration.ZERO, null, null, "", null, Duration.ZERO, 0);

    public RedisPut {
        Objects.requireNonNull(key, "key");
        notNegative(delay, "delay");
        notNegative(backoff, "backoff");
        if (at != null && !delay.isZero()) {
            throw new IllegalArgumentException("job has a time and a delay: " + at + ", " + delay);
        }
        if (uniqueId != null && uniqueId.isEmpty()) {
            throw new IllegalArgumentException("uniqueId is empty");
        }
        if (handleTimeout != null && (handleTimeout.isNegative() || handleTimeout.isZero())) {
            throw new IllegalArgumentException("handleTimeout is not above zero: " + handleTimeout);
        }
        if (maxAttempts < 0) {
            throw new IllegalArgumentException("maxAttempts is negative: " + maxAttempts);
        }
    }

    /** The same after this delay. */
    public RedisPut withDelay(Duration value) {
        return new RedisPut(value, null, uniqueId, key, handleTimeout, backoff, maxAttempts);
    }

    /** The same at this time. */
    public RedisPut withAt(Instant value) {
        return new RedisPut(Duration.ZERO, value, uniqueId, key, handleTimeout, backoff, maxAttempts);
    }

    public RedisPut withUniqueId(String value) {
        return new RedisPut(delay, at, value, key, handleTimeout, backoff, maxAttempts);
    }

    public RedisPut withKey(String value) {
        return new RedisPut(delay, at, uniqueId, value, handleTimeout, backoff, maxAttempts);
    }

    public RedisPut withHandleTimeout(Duration value) {
        return new RedisPut(delay, at, uniqueId, key, value, backoff, maxAttempts);
    }

    public RedisPut withBackoff(Duration value) {
        return new RedisPut(delay, at, uniqueId, key, handleTimeout, value, maxAttempts);
    }

    public RedisPut withMaxAttempts(int value) {
        return new RedisPut(delay, at, uniqueId, key, handleTimeout, backoff, value);
    }

    /** The options as ours. */
    static RedisPut of(PutOptions options) {
        if (options instanceof RedisPut own) {
            return own;
        }
        if (options instanceof PutOptions.Delayed plain) {
            return plain.delay().isZero() ? DEFAULT : DEFAULT.withDelay(plain.delay());
        }
        throw new IllegalArgumentException(
                "put options are another backend's: " + options.getClass().getName());
    }

    private static void notNegative(Duration duration, String name) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(name + " is negative: " + duration);
        }
    }
}
