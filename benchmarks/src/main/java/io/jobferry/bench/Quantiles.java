package io.jobferry.bench;

import java.util.Arrays;

/** The times of single jobs in nanoseconds; all 0 where single jobs were not timed. */
record Quantiles(long p50, long p99, long p999) {
    static final Quantiles NONE = new Quantiles(0, 0, 0);

    static Quantiles of(long[] nanos) {
        if (nanos.length == 0) {
            return NONE;
        }
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Quantiles(at(sorted, 0.5), at(sorted, 0.99), at(sorted, 0.999));
    }

    private static long at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))];
    }

    /** Three numbers. */
    String line() {
        return p50 + " " + p99 + " " + p999;
    }
}
