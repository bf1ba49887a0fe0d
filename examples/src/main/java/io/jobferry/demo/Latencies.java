package io.jobferry.demo;

import java.util.Arrays;

/** Times, to be asked for their percentiles. */
final class Latencies {
    private final long[] sortedNanos;

    Latencies(long[] nanos) {
        sortedNanos = nanos.clone();
        Arrays.sort(sortedNanos);
    }

    /** In microseconds; {@code part} is 0.5 for the median. */
    long micros(double part) {
        int index = (int) Math.min(sortedNanos.length - 1L, Math.round(part * sortedNanos.length));
        return sortedNanos[index] / 1_000;
    }
}
