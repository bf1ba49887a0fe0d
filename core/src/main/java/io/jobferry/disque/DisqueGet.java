package io.jobferry.disque;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How jobs are asked for, under GETJOB's own names. Start from {@link #NOHANG} or {@link #timeout}.
 *
 * @param timeout how long to wait for the first job, in whole milliseconds; zero for not at all, null for ever
 * @param count the most jobs, at least 1
 * @param withCounters whether the jobs tell how often they were delivered
 */
public record DisqueGet(@Nullable Duration timeout, int count, boolean withCounters) {
    /** One job that lies ready, without counters. */
    public static final DisqueGet NOHANG = new DisqueGet(Duration.ZERO, 1, false);

    public DisqueGet {
        if (timeout != null && timeout.isNegative()) {
            throw new IllegalArgumentException("timeout is negative: " + timeout);
        }
        if (count < 1) {
            throw new IllegalArgumentException("count is below 1: " + count);
        }
    }

    /** One job, waited for up to this long, without counters. */
    public static DisqueGet timeout(Duration value) {
        return new DisqueGet(value, 1, false);
    }

    /** One job, waited for without an end, without counters. */
    public static DisqueGet forEver() {
        return new DisqueGet(null, 1, false);
    }

    /** The same for up to this many jobs. */
    public DisqueGet withCount(int value) {
        return new DisqueGet(timeout, value, withCounters);
    }

    /** The same with counters or without. */
    public DisqueGet withCounters(boolean value) {
        return new DisqueGet(timeout, count, value);
    }
}
