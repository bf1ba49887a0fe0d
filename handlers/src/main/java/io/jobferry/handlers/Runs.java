package io.jobferry.handlers;

import io.jobferry.consume.JobConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The life of something that is started and stopped any number of times: a consumer for each. Any thread. */
final class Runs implements AutoCloseable {
    private final String what;
    private final Supplier<JobConsumer> consumers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopped = lock.newCondition();
    private final List<JobConsumer> ending = new ArrayList<>(); // guarded by lock
    private @Nullable JobConsumer running; // guarded by lock

    /** @param what for errors */
    Runs(String what, Supplier<JobConsumer> consumers) {
        this.what = what;
        this.consumers = consumers;
    }

    /** Starts; does nothing if it runs. */
    void start() {
        JobConsumer next = consumers.get();
        lock.lock();
        try {
            if (running != null) {
                return;
            }
            running = next;
        } finally {
            lock.unlock();
        }
        next.start(); // also if it was stopped in between: its lanes end at once then
    }

    /** Takes no new jobs, or throws an {@link IllegalStateException} if it does not run; those in work go on. */
    void stop() {
        if (!stopIfRunning()) {
            throw new IllegalStateException(what + " is not running");
        }
    }

    boolean isRunning() {
        lock.lock();
        try {
            return running != null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until it was stopped, by whomever, and the jobs in work have ended. Once it was stopped, what has not ended by
     * the time-out is given back.
     */
    boolean awaitStop(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<JobConsumer> last;
        lock.lock();
        try {
            while (running != null) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                stopped.awaitNanos(left);
            }
            last = List.copyOf(ending);
        } finally {
            lock.unlock();
        }
        boolean ended = true;
        for (JobConsumer consumer : last) {
            ended &= consumer.awaitStop(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
        lock.lock();
        try {
            ending.removeAll(last);
        } finally {
            lock.unlock();
        }
        return ended;
    }

    /** Stops at once: jobs in work are given back, no attempt used. */
    @Override
    public void close() {
        stopIfRunning();
        List<JobConsumer> last;
        lock.lock();
        try {
            last = List.copyOf(ending);
            ending.clear();
        } finally {
            lock.unlock();
        }
        last.forEach(JobConsumer::close);
    }

    /** Stops as {@link #stop} does; false if it does not run. */
    boolean stopIfRunning() {
        JobConsumer stopping;
        lock.lock();
        try {
            stopping = running;
            if (stopping == null) {
                return false;
            }
            ending.add(stopping);
            running = null;
            stopped.signalAll();
        } finally {
            lock.unlock();
        }
        stopping.stop();
        return true;
    }
}
