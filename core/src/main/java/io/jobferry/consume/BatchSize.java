package io.jobferry.consume;

import java.time.Duration;

/**
 * How many jobs the next reserve asks for: 1 at first, doubled while answers are full, and never more than some 50 ms
 * of handler time, so that slow handlers do not hoard. Owned by its lane's thread.
 */
final class BatchSize {
    private static final long WORTH_NANOS = Duration.ofMillis(50).toNanos();

    private final int max;
    private int size = 1;
    private double nanosPerJob;

    BatchSize(int max) {
        this.max = max;
    }

    int next() {
        return size;
    }

    /** Learns from an answer: of {@code asked} jobs {@code got} came. */
    void reserved(int asked, int got) {
        size = got == asked ? Math.min(max, asked * 2) : Math.max(1, got);
        hold();
    }

    /** Learns from the work: this many jobs took this long. */
    void handled(int jobs, long nanos) {
        if (jobs > 0) {
            double observed = (double) nanos / jobs;
            nanosPerJob = nanosPerJob == 0 ? observed : (nanosPerJob + observed) / 2;
            hold();
        }
    }

    private void hold() {
        if (nanosPerJob * size > WORTH_NANOS) {
            size = (int) Math.max(1, WORTH_NANOS / nanosPerJob);
        }
    }
}
