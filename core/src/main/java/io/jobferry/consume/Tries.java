package io.jobferry.consume;

import java.time.Duration;

/** One thread's tries to reach a server, which may be shared with others: counts its own failures. Owned by its thread. */
public final class Tries {
    private final Outage outage;
    private final Backoff backoff;
    private int failures;

    /** No try yet. */
    public Tries(Outage outage, Backoff backoff) {
        this.outage = outage;
        this.backoff = backoff;
    }

    /** A try failed; returns how long to wait before the next. */
    public Duration failed(Throwable error) {
        failures++;
        outage.failed(error);
        return backoff.delay(failures);
    }

    /** Whether the last try failed. */
    public boolean failing() {
        return failures > 0;
    }

    /** A try got through; true if the one before it had failed. */
    public boolean gotThrough() {
        outage.over();
        boolean failedBefore = failures > 0;
        failures = 0;
        return failedBefore;
    }
}
