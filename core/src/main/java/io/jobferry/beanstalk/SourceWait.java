package io.jobferry.beanstalk;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether who reserves waits, and on which connection; and whether it was told not to. Its monitor guards all of it. Any
 * thread.
 */
final class SourceWait {
    private @Nullable SourceConnection connection;

    /** Whether a {@link #wakeup} is still to be heeded. */
    private boolean woken;

    private boolean closed;

    /**
     * The wait begins, on this connection if it may still wait; false if the end came before, or a wakeup, which is heeded
     * with this.
     */
    synchronized boolean begin(@Nullable SourceConnection free) {
        if (end()) {
            return false;
        }
        if (free != null && free.beginWait()) {
            connection = free;
        }
        return true;
    }

    /** The same in mid-exchange: false also if it may not wait. A wakeup is left to be heeded by {@link #end}. */
    synchronized boolean beginBehind(SourceConnection settled) {
        if (isEnded() || !settled.beginWait()) {
            return false;
        }
        connection = settled;
        return true;
    }

    /** Nobody waits any more; whether a wakeup, which is heeded with this, or the end has come. */
    synchronized boolean end() {
        boolean ended = isEnded();
        woken = false;
        connection = null;
        return ended;
    }

    /** Whether a wakeup, or the end, has come. */
    synchronized boolean isEnded() {
        return woken || closed;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Waits without a connection, until there is a reason to look again. */
    synchronized void pause(long nanos, BooleanSupplier reason) throws InterruptedException {
        long endNanos = System.nanoTime() + nanos;
        long left = nanos;
        while (left > 0 && !isEnded() && !reason.getAsBoolean()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = endNanos - System.nanoTime();
        }
    }

    /** There may be a reason to look again. */
    synchronized void lookAgain() {
        notifyAll();
    }

    void wakeup() {
        SourceConnection waits = wake();
        if (waits != null) {
            waits.wakeup();
        }
    }

    private synchronized @Nullable SourceConnection wake() {
        woken = true;
        notifyAll();
        return connection;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
