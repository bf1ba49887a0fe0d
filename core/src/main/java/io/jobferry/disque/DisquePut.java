package io.jobferry.disque;

import io.jobferry.PutOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a job is put into Disque, under ADDJOB's own names. What is null the server decides.
 *
 * @param replicate on how many nodes the job must be before the put is answered, 1 to 65535
 * @param delay how long until the job is queued; whole seconds, rounded up; below the TTL
 * @param retry after how long without an ACKJOB the job is delivered again; whole seconds, rounded up; zero for never,
 *     which the server takes with {@code replicate} 1 only
 * @param ttl after how long the server drops the job, delivered or not; whole seconds, rounded up
 */
public record DisquePut(
        @Nullable Integer replicate,
        Duration delay,
        @Nullable Duration retry,
        @Nullable Duration ttl) implements PutOptions {
    /** No delay, the rest as the server has it: 3 nodes or as many as there are, 5 minutes, one day. */
    public static final DisquePut DEFAULT = new DisquePut(null, Duration.ZERO, null, null);

    public DisquePut {
        if (replicate != null && (replicate < 1 || replicate > 65_535)) {
            throw new IllegalArgumentException("replicate is not in 1 to 65535: " + replicate);
        }
        notNegative(delay, "delay");
        notNegative(retry, "retry");
        notNegative(ttl, "ttl");
    }

    /** The same on this many nodes. */
    public DisquePut withReplicate(int value) {
        return new DisquePut(value, delay, retry, ttl);
    }

    /** The same with this delay. */
    public DisquePut withDelay(Duration value) {
        return new DisquePut(replicate, value, retry, ttl);
    }

    /** The same with this time until the next delivery. */
    public DisquePut withRetry(Duration value) {
        return new DisquePut(replicate, delay, value, ttl);
    }

    /** The same with this time to live. */
    public DisquePut withTtl(Duration value) {
        return new DisquePut(replicate, delay, retry, value);
    }

    /** A duration in the protocol's whole seconds, rounded up. */
    static long seconds(Duration duration) {
        return duration.getSeconds() + (duration.getNano() > 0 ? 1 : 0);
    }

    private static void notNegative(@Nullable Duration duration, String name) {
        if (duration != null && duration.isNegative()) {
            throw new IllegalArgumentException(name + " is negative: " + duration);
        }
    }
}
