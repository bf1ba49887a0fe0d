package io.jobferry.net;

import java.net.SocketTimeoutException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a step that cannot time out by itself, by closing the socket under it: {@link java.net.Socket} has no time-out
 * for writes and handshakes. One daemon thread looks at all of them, there while any is open; setting a deadline is one
 * volatile store.
 */
public final class Deadline implements AutoCloseable {
    private static final long LOOK_EVERY_MILLIS = 250;
    private static final long NONE = 0;

    /** Guarded by the class. */
    private static final Set<Deadline> OPEN = new HashSet<>();

    /** Guarded by the class; null while nothing is open. */
    private static @Nullable Thread watch;

    private final Runnable late;
    private volatile long atNanos = NONE;

    private Deadline(Runnable late) {
        this.late = late;
    }

    /** A deadline that is not set yet; past it, {@code late} is run. To be closed. */
    public static synchronized Deadline watch(Runnable late) {
        Deadline deadline = new Deadline(late);
        OPEN.add(deadline);
        if (watch == null) {
            Thread started = new Thread(Deadline::look, "jobferry-deadlines");
            started.setDaemon(true);
            // Not the application's: a thread that outlives a plugin must not keep its classes.
            started.setContextClassLoader(null);
            watch = started;
            started.start();
        }
        return deadline;
    }

    /** Sets it. */
    public void at(long nanos) {
        atNanos = nanos == NONE ? 1 : nanos;
    }

    /** Takes it back: the step is over. */
    public void met() {
        atNanos = NONE;
    }

    @Override
    public void close() {
        synchronized (Deadline.class) {
            OPEN.remove(this);
        }
    }

    /** The time left in milliseconds, 1 at least: 0 means "for ever" to sockets and selectors. */
    static int millisLeft(long deadlineNanos, String step) throws SocketTimeoutException {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException(step + " timed out");
        }
        return (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(left) + 1);
    }

    private static void look() {
        for (List<Deadline> open = afterPause(); !open.isEmpty(); open = afterPause()) {
            long now = System.nanoTime();
            for (Deadline deadline : open) {
                deadline.runIfLate(now);
            }
        }
    }

    /** What is open after a pause; when that is nothing, the thread is over. */
    private static List<Deadline> afterPause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        } catch (InterruptedException e) {
            // Nobody has a reason to interrupt it, and deadlines are to be kept all the same.
        }
        synchronized (Deadline.class) {
            if (OPEN.isEmpty()) {
                watch = null;
            }
            return List.copyOf(OPEN);
        }
    }

    private void runIfLate(long nowNanos) {
        long at = atNanos;
        if (at != NONE && nowNanos - at >= 0) {
            late.run();
        }
    }
}
