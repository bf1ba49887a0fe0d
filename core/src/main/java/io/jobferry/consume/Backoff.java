package io.jobferry.consume;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next try: the first delay doubled at every further attempt, times a random factor in
 * [0.5, 1.5) so that many failures do not come back as one, and held between the first delay and the longest. It is
 * core-queue's formula.
 *
 * @param first the delay after the first failure
 * @param longest no delay is longer
 */
public record Backoff(Duration first, Duration longest) {
    /** 1 s, doubling up to 10 minutes. */
    public static final Backoff RETRY = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(10));

    /** For reconnecting: 100 ms, doubling up to 10 s. */
    public static final Backoff RECONNECT = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    public Backoff {
        if (first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("backoff does not grow from 0 or more: " + first + " to " + longest);
        }
    }

    /** The delay after this many failures, 1 or more. */
    public Duration delay(int failures) {
        if (failures < 1) {
            throw new IllegalArgumentException("failures is below 1: " + failures);
        }
        if (failures == 1) {
            return first;
        }
        return jittered((double) first.toNanos() * Math.pow(2, failures - 1));
    }

    /** The delay after this one: for jobs that remember their last. */
    public Duration after(Duration last) {
        return jittered(2.0 * last.toNanos());
    }

    private Duration jittered(double nanos) {
        double jittered = nanos * ThreadLocalRandom.current().nextDouble(0.5, 1.5);
        double held = Math.max((double) first.toNanos(), Math.min((double) longest.toNanos(), jittered));
        return Duration.ofNanos((long) held);
    }
}
