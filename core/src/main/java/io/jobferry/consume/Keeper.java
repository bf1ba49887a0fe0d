package io.jobferry.consume;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that settles and extends when it is time to, and sleeps in between: for ever while nothing is due. It goes on
 * while handlers are busy and routes suspended.
 *
 * <p>Its times are guarded by the lock of its {@link HeldJobs}; its two tasks are run without it.
 */
final class Keeper {
    static final long NEVER = Long.MAX_VALUE;

    private static final long AWAKE = Long.MIN_VALUE;

    /**
     * While jobs come it looks so often of itself, and not at each job: to wake a thread takes the waker's time too. Well
     * below the time after which the first lease is due.
     */
    private static final long LINGER_NANOS = Duration.ofMillis(200).toNanos();

    /** How long closing waits for it; a server that does not answer may keep it longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    private final long origin = System.nanoTime();
    private final Runnable settle;
    private final Runnable extend;
    private final Thread thread;
    private final ReentrantLock lock;
    private final Condition work;

    // Guarded by lock; on the clock of now().
    private long settleAt = NEVER;
    private long extendAt = NEVER;
    private long wakesAt = AWAKE;
    private boolean asked;
    private boolean closed;

    Keeper(String name, ReentrantLock lock, Runnable settle, Runnable extend, ThreadFactory threads) {
        this.lock = lock;
        this.work = lock.newCondition();
        this.settle = settle;
        this.extend = extend;
        this.thread = threads.newThread(this::run);
        thread.setName("jobferry-keeper " + name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Nanoseconds since this was made, so that {@link #NEVER} is later than any of them. */
    long now() {
        return System.nanoTime() - origin;
    }

    /** A time on the clock of {@link System#nanoTime()}, on this one. */
    long at(long nanoTime) {
        return nanoTime == NEVER ? NEVER : nanoTime - origin;
    }

    /** Under the lock: there will be something to settle by then. */
    void settleBy(long at) {
        settleAt = Math.min(settleAt, at);
        wakeFor(at);
    }

    /** Under the lock: there will be a lease to extend by then. */
    void extendBy(long at) {
        extendAt = Math.min(extendAt, at);
        wakeFor(at);
    }

    /** Under the lock: what was to be settled has been taken. */
    void settling() {
        settleAt = NEVER;
    }

    /** Under the lock: what was to be extended has been taken. */
    void extending() {
        extendAt = NEVER;
    }

    /** Under the lock: no more tasks are begun. */
    void close() {
        closed = true;
        work.signal();
    }

    /** Waits for the task that is under way: what it is just settling would be cut off. Not under the lock. */
    void awaitEnd() {
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void wakeFor(long at) {
        asked = true;
        if (at < wakesAt) {
            wakesAt = at;
            work.signal();
        }
    }

    private void run() {
        while (awaitDue()) {
            try {
                if (isSettlingDue()) {
                    settle.run();
                }
                extend.run();
            } catch (RuntimeException e) {
                LOG.error("{} goes on after an error of its own", thread.getName(), e);
            }
        }
    }

    /** Waits until something is to be settled or extended; false if this was closed. */
    private boolean awaitDue() {
        lock.lock();
        try {
            for (long now = now(); !closed && Math.min(settleAt, extendAt) > now; now = now()) {
                wakesAt = Math.min(Math.min(settleAt, extendAt), asked ? now + LINGER_NANOS : NEVER);
                asked = false;
                try {
                    work.awaitNanos(wakesAt - now);
                } catch (InterruptedException e) {
                    // Leases are to be kept for as long as jobs are held: only close() ends this thread.
                    LOG.debug("{} was interrupted and goes on", thread.getName());
                }
            }
            wakesAt = AWAKE;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean isSettlingDue() {
        lock.lock();
        try {
            return settleAt <= now();
        } finally {
            lock.unlock();
        }
    }
}
