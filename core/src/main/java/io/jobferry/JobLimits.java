package io.jobferry;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a job itself says about the work on it. It outranks a consumer's options; what it does not say, they do.
 *
 * @param maxAttempts after how many attempts it is given up
 * @param backoff the delay before this attempt, from which the next one grows
 * @param handleTimeout how long its handler may take; after it no lease is extended
 */
public record JobLimits(OptionalInt maxAttempts, Optional<Duration> backoff, Optional<Duration> handleTimeout) {
    /** The longest time-out and delay. */
    public static final Duration MOST = Duration.ofDays(3650);

    /** Says nothing. */
    public static final JobLimits NONE = new JobLimits(OptionalInt.empty(), Optional.empty(), Optional.empty());

    public JobLimits {
        Objects.requireNonNull(maxAttempts, "maxAttempts");
        if (maxAttempts.isPresent() && maxAttempts.getAsInt() < 1) {
            throw new IllegalArgumentException("maxAttempts is below 1: " + maxAttempts.getAsInt());
        }
        inBounds(backoff, "backoff");
        inBounds(handleTimeout, "handleTimeout");
    }

    /** The same, given up after this many attempts. */
    public JobLimits withMaxAttempts(int value) {
        return new JobLimits(OptionalInt.of(value), backoff, handleTimeout);
    }

    /** The same after this delay. */
    public JobLimits withBackoff(Duration value) {
        return new JobLimits(maxAttempts, Optional.of(value), handleTimeout);
    }

    /** The same with this time for its handler. */
    public JobLimits withHandleTimeout(Duration value) {
        return new JobLimits(maxAttempts, backoff, Optional.of(value));
    }

    private static void inBounds(Optional<Duration> duration, String name) {
        if (duration.filter(value -> value.isNegative() || value.isZero() || value.compareTo(MOST) > 0)
                .isPresent()) {
            throw new IllegalArgumentException(
                    name + " is not above zero and at most " + MOST + ": " + duration.orElseThrow());
        }
    }
}
