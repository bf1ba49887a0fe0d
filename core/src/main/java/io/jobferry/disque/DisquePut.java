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
 * @param maxlen how many jobs may lie in the queue, as the asked node counts it, before the put is refused; at least 1
 * @param async whether the put is answered before the job is replicated: faster, and lost with its node until it is
 */
public record DisquePut(
        @Nullable Integer replicate,
        Duration delay,
        @Nullable Duration retry,
        @Nullable Duration ttl,
        @Nullable Long maxlen,
        boolean async)
        implements PutOptions {
    /** No delay, the rest as the server has it: 3 nodes or as many as there are, 5 minutes, one day. */
    public static final DisquePut DEFAULT = new DisquePut(null, Duration.ZERO, null, null, null, false);

    public DisquePut {
        if (replicate != null && (replicate < 1 || replicate > 65_535)) {
            throw new IllegalArgumentException("replicate is not in 1 to 65535: " + replicate);
        }
        notNegative(delay, "delay");
        notNegative(retry, "retry");
        notNegative(ttl, "ttl");
        if (ttl != null && ttl.isZero()) {
            throw new IllegalArgumentException("ttl is not above zero: " + ttl);
        }
        if (ttl != null && seconds(delay) >= seconds(ttl)) {
            throw new IllegalArgumentException("delay is not below the ttl: " + delay + ", " + ttl);
        }
        if (retry != null && retry.isZero() && replicate != null && replicate > 1) {
            throw new IllegalArgumentException("replicate is above 1 with retry 0: " + replicate);
        }
        if (maxlen != null && maxlen < 1) {
            throw new IllegalArgumentException("maxlen is below 1: " + maxlen);
        }
    }

    /** The same on this many nodes. */
    public DisquePut withReplicate(int value) {
        return new DisquePut(value, delay, retry, ttl, maxlen, async);
    }

    /** The same with this delay. */
    public DisquePut withDelay(Duration value) {
        return new DisquePut(replicate, value, retry, ttl, maxlen, async);
    }

    /** The same with this time until the next delivery. */
    public DisquePut withRetry(Duration value) {
        return new DisquePut(replicate, delay, value, ttl, maxlen, async);
    }

    /** The same with this time to live. */
    public DisquePut withTtl(Duration value) {
        return new DisquePut(replicate, delay, retry, value, maxlen, async);
    }

    /** The same into a queue of at most this length. */
    public DisquePut withMaxlen(long value) {
        return new DisquePut(replicate, delay, retry, ttl, value, async);
    }

    /** The same, answered before or after the job is replicated. */
    public DisquePut withAsync(boolean value) {
        return new DisquePut(replicate, delay, retry, ttl, maxlen, value);
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
