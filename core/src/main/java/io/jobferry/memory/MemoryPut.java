package io.jobferry.memory;

import io.jobferry.JobLimits;
import io.jobferry.PutOptions;
import java.time.Duration;

/**
 * How a job is put into a {@link MemoryBackend}.
 *
 * @param priority the smaller the more urgent
 * @param delay how long until the job is ready
 * @param lease how long a source may hold it, above zero
 * @param limits what the job says about the work on it
 */
public record MemoryPut(long priority, Duration delay, Duration lease, JobLimits limits) implements PutOptions {
    /** Priority 1000, no delay, a lease of 60 s, no limits. */
    public static final MemoryPut DEFAULT = new MemoryPut(1000, Duration.ZERO, Duration.ofSeconds(60), JobLimits.NONE);

    public MemoryPut {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay is negative: " + delay);
        }
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("lease is not above zero: " + lease);
        }
    }

    /** The same with this priority. */
    public MemoryPut withPriority(long value) {
        return new MemoryPut(value, delay, lease, limits);
    }

    /** The same with this delay. */
    public MemoryPut withDelay(Duration value) {
        return new MemoryPut(priority, value, lease, limits);
    }

    /** The same with this lease. */
    public MemoryPut withLease(Duration value) {
        return new MemoryPut(priority, delay, value, limits);
    }

    /** The same with these limits. */
    public MemoryPut withLimits(JobLimits value) {
        return new MemoryPut(priority, delay, lease, value);
    }

    /**
     * What these options mean here.
     *
     * @throws IllegalArgumentException if they are another backend's
     */
    static MemoryPut from(PutOptions options) {
        if (options instanceof MemoryPut put) {
            return put;
        }
        if (options instanceof PutOptions.Delayed delayed) {
            return delayed.delay().isZero() ? DEFAULT : DEFAULT.withDelay(delayed.delay());
        }
        throw new IllegalArgumentException("put options are "
                + options.getClass().getName()
                + ": the memory backend takes PutOptions.none(), PutOptions.delayed(…) and MemoryPut");
    }
}
