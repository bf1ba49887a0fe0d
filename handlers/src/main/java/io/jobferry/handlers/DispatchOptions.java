package io.jobferry.handlers;

import io.jobferry.JobLabel;
import io.jobferry.JobLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a job is dispatched. Start from {@link #NOW}.
 *
 * @param delay how long until it is handled
 * @param at when it is handled, by this machine's clock; null for after the delay, which is zero where this is given
 * @param uniqueId the job's name, where the backend's jobs have one in their envelope; null for one that is made
 * @param handleTimeout how long its handlers may take together; null for what the backend's jobs have by themselves
 * @param maxAttempts after how many attempts it is given up, 1 or more; it outranks the consumer's own number
 */
public record DispatchOptions(
        Duration delay,
        @Nullable Instant at,
        @Nullable String uniqueId,
        @Nullable Duration handleTimeout,
        int maxAttempts) {
    /** At once, one attempt. */
    public static final DispatchOptions NOW = new DispatchOptions(Duration.ZERO, null, null, null, 1);

    public DispatchOptions {
        Objects.requireNonNull(delay, "delay");
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay is negative: " + delay);
        }
        if (at != null && !delay.isZero()) {
            throw new IllegalArgumentException("job has a time and a delay: " + at + ", " + delay);
        }
        label("", uniqueId, handleTimeout, maxAttempts); // refuses what does not fit
    }

    /** At once, given up after this many attempts. */
    public static DispatchOptions attempts(int most) {
        return NOW.withMaxAttempts(most);
    }

    /** After this delay, one attempt. */
    public static DispatchOptions after(Duration delay) {
        return NOW.withDelay(delay);
    }

    /** At this time, one attempt; at once if it is over. */
    public static DispatchOptions at(Instant time) {
        return NOW.withAt(time);
    }

    /** The same after this delay. */
    public DispatchOptions withDelay(Duration value) {
        return new DispatchOptions(value, null, uniqueId, handleTimeout, maxAttempts);
    }

    /** The same at this time. */
    public DispatchOptions withAt(Instant value) {
        return new DispatchOptions(Duration.ZERO, value, uniqueId, handleTimeout, maxAttempts);
    }

    public DispatchOptions withUniqueId(String value) {
        return new DispatchOptions(delay, at, value, handleTimeout, maxAttempts);
    }

    public DispatchOptions withHandleTimeout(Duration value) {
        return new DispatchOptions(delay, at, uniqueId, value, maxAttempts);
    }

    public DispatchOptions withMaxAttempts(int value) {
        return new DispatchOptions(delay, at, uniqueId, handleTimeout, value);
    }

    /** How long it waits, as of this time. */
    Duration delayFrom(Instant now) {
        if (at == null) {
            return delay;
        }
        return at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO;
    }

    /** What goes into the envelope of a job with this key. */
    JobLabel label(String key) {
        return label(key, uniqueId, handleTimeout, maxAttempts);
    }

    private static JobLabel label(
            String key, @Nullable String uniqueId, @Nullable Duration handleTimeout, int maxAttempts) {
        JobLimits limits = JobLimits.NONE.withMaxAttempts(maxAttempts);
        return new JobLabel(key, uniqueId, handleTimeout == null ? limits : limits.withHandleTimeout(handleTimeout));
    }
}
