package io.jobferry.handlers;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Interrupts work that takes longer than it may. Any thread; its own ends when there is nothing to watch. */
final class HandleTimeouts {
    private final ScheduledThreadPoolExecutor alarms;

    HandleTimeouts(String name) {
        alarms = new ScheduledThreadPoolExecutor(1, alarm -> {
            Thread thread = new Thread(alarm, "jobferry-timeouts " + name);
            thread.setDaemon(true);
            return thread;
        });
        alarms.setRemoveOnCancelPolicy(true);
        alarms.setKeepAliveTime(1, TimeUnit.SECONDS);
        alarms.allowCoreThreadTimeOut(true);
    }

    /** Does the work, on this thread; zero is no limit. */
    void within(Duration limit, Callable<?> work) throws Exception {
        if (limit.isZero()) {
            work.call();
            return;
        }
        Watched watched = new Watched(Thread.currentThread());
        Future<?> alarm = alarms.schedule(watched::interrupt, limit.toNanos(), TimeUnit.NANOSECONDS);
        try {
            work.call();
        } finally {
            alarm.cancel(false);
            watched.ended();
        }
    }

    /** A thread at its work, which is not interrupted once that has ended. */
    private static final class Watched {
        private final Thread worker;
        private final ReentrantLock lock = new ReentrantLock();
        private boolean ended; // guarded by lock

        Watched(Thread worker) {
            this.worker = worker;
        }

        void interrupt() {
            lock.lock();
            try {
                if (!ended) {
                    worker.interrupt();
                }
            } finally {
                lock.unlock();
            }
        }

        void ended() {
            lock.lock();
            try {
                ended = true;
            } finally {
                lock.unlock();
            }
        }
    }
}
