package io.jobferry.bench;

import java.util.Locale;

/** What contenders are compared by. */
enum Metric {
    RATE("jobs/s", Better.MORE, "%,.0f"),
    P50("p50 µs", Better.LESS, "%,.1f"),
    P99("p99 µs", Better.LESS, "%,.0f"),
    P999("p99.9 µs", Better.LESS, "%,.0f"),
    HEAP("bytes of heap a job", Better.LESS, "%,.0f"),
    GROWTH("bytes left a job", Better.LESS, "%,.2f"),
    FIRST_JOB("ms from the JVM's start", Better.LESS, "%,.0f"),
    SINCE_OPENED("ms from opening", Better.LESS, "%,.0f");

    enum Better {
        MORE,
        LESS
    }

    private static final double NANOS_A_MICRO = 1e3;
    private static final double NANOS_A_MILLI = 1e6;

    private final String unit;
    private final Better better;
    private final String format;

    Metric(String unit, Better better, String format) {
        this.unit = unit;
        this.better = better;
        this.format = format;
    }

    /** As it stands over a column. */
    String unit() {
        return unit;
    }

    Better better() {
        return better;
    }

    double of(Result result) {
        return switch (this) {
            case RATE -> result.jobsPerSecond();
            case P50 -> result.latency().p50() / NANOS_A_MICRO;
            case P99 -> result.latency().p99() / NANOS_A_MICRO;
            case P999 -> result.latency().p999() / NANOS_A_MICRO;
            case HEAP, GROWTH -> result.measured();
            case FIRST_JOB -> result.nanos() / NANOS_A_MILLI;
            case SINCE_OPENED -> result.measured() / NANOS_A_MILLI;
        };
    }

    String text(double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
