package io.jobferry.testing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A clock in nanoseconds that stands still until it is moved. Any thread. */
public final class SettableClock {
    private final AtomicLong nanos;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** A clock that starts anywhere, as {@link System#nanoTime()} does: below zero, so that differences count. */
    public SettableClock() {
        this(-Duration.ofDays(1).toNanos());
    }

    public SettableClock(long startNanos) {
        this.nanos = new AtomicLong(startNanos);
    }

    /** What {@link System#nanoTime()} would say. */
    public long nanoTime() {
        return nanos.get();
    }

    /** Moves the clock, then tells those who asked to be told. */
    public void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
        listeners.forEach(Runnable::run);
    }

    /** Has this run, on the thread that moves the clock, after each move. */
    public void onAdvance(Runnable listener) {
        listeners.add(listener);
    }
}
