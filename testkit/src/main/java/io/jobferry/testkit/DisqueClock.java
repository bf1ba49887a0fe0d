package io.jobferry.testkit;

import java.util.concurrent.TimeUnit;

/** The time of day, which begins right and then goes on without jumps. */
final class DisqueClock {
    private final long startNanos = System.nanoTime();
    private final long startMillis = System.currentTimeMillis();

    /** Since 1970. */
    long micros() {
        return TimeUnit.MILLISECONDS.toMicros(startMillis)
                + TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startNanos);
    }

    /** Since 1970. */
    long millis() {
        return TimeUnit.MICROSECONDS.toMillis(micros());
    }

    /** Since 1970. */
    long seconds() {
        return TimeUnit.MICROSECONDS.toSeconds(micros());
    }

    long secondsSinceStart() {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);
    }

    /** When it is that time, on the clock of {@link System#nanoTime()}. */
    long nanosAt(long millis) {
        return startNanos + TimeUnit.MILLISECONDS.toNanos(millis - startMillis);
    }
}
