package io.jobferry.jedis;

import io.jobferry.JobSource;
import java.time.Duration;

/** What every reserve checks before it sends anything. */
public final class Limits {
    private Limits() {}

    /** Refuses what {@link JobSource#reserve} does not take, and an interrupted thread. */
    public static void check(int max, Duration wait) throws InterruptedException {
        if (max < 1) {
            throw new IllegalArgumentException("max is below 1: " + max);
        }
        if (wait.isNegative() || wait.compareTo(JobSource.MAX_WAIT) > 0) {
            throw new IllegalArgumentException("wait is not in 0 to " + JobSource.MAX_WAIT + ": " + wait);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
