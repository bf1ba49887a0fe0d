package io.jobferry.consume;

import io.jobferry.Backend;
import io.jobferry.JobSource;
import io.jobferry.QueueException;
import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that works to completion: settle and reserve in one round trip, hand the jobs to the handler, again. It
 * has a source of its own for as long as it runs; to suspend or stop it, the source is closed once the jobs in work
 * have ended, and the rest goes back with no attempt used.
 */
final class Lane implements Runnable {
    private enum State {
        RUNNING,
        SUSPENDED,
        STOPPED
    }

    /** How long to wait for a condition of {@link HeldJobs} before the state is looked at again. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final String name;
    private final Backend backend;
    private final List<String> queues;
    private final Work work;
    private final ConsumerOptions options;
    private final QueueListener listener;
    private final ThreadFactory threads;
    private final BatchSize batchSize;
    private final Tries tries;
    private List<HeldJob> leftOver = List.of(); // the lane's thread only

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile State state = State.RUNNING; // written under lock
    private volatile boolean forced;
    private volatile @Nullable HeldJobs jobs; // written by the lane's thread

    Lane(
            String name,
            Backend backend,
            List<String> queues,
            Work work,
            ConsumerOptions options,
            Outage outage,
            QueueListener listener,
            ThreadFactory threads) {
        this.name = name;
        this.backend = backend;
        this.queues = queues;
        this.work = work;
        this.options = options;
        this.listener = listener;
        this.threads = threads;
        this.batchSize = new BatchSize(options.maxJobsPerPoll());
        this.tries = new Tries(outage, options.reconnect());
    }

    @Override
    public void run() {
        LOG.debug("lane {} starts", name);
        try {
            while (awaitRunning()) {
                try (HeldJobs open = open()) {
                    do {
                        work(open);
                        finish(open);
                    } while (isRunning()); // resumed before the jobs in work had ended
                } finally {
                    jobs = null;
                    leftOver = List.of();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.debug("lane {} ends", name);
    }

    void suspend() {
        change(State.SUSPENDED);
    }

    void resume() {
        change(State.RUNNING);
    }

    void stop() {
        change(State.STOPPED);
    }

    /** Gives back what the handler still has, whatever it does with it. The lane's thread ends when the handler returns. */
    void force() {
        forced = true;
        stop();
        HeldJobs open = jobs;
        if (open != null) {
            open.close();
        }
    }

    int working() {
        HeldJobs open = jobs;
        return open == null ? 0 : open.working();
    }

    private HeldJobs open() {
        HeldJobs open = new HeldJobs(name, backend.source(queues), options, listener, threads);
        jobs = open;
        if (forced) {
            open.close();
        }
        return open;
    }

    private void work(HeldJobs open) throws InterruptedException {
        while (isRunning()) {
            try {
                List<HeldJob> polled = leftOver.isEmpty() ? poll(open) : leftOver;
                if (!polled.isEmpty()) {
                    leftOver = hand(polled);
                }
            } catch (RuntimeException e) {
                // Not the handler's: those end in fail(). The lane must outlive whatever this is.
                LOG.error("lane {} goes on after an error of its own", name, e);
                pause(tries.failed(e));
            }
        }
    }

    private List<HeldJob> poll(HeldJobs open) throws InterruptedException {
        if (!open.awaitRoom(LOOK)) {
            return List.of();
        }
        int asked = batchSize.next();
        try {
            // An outage is over with the first answer, not with the first job.
            List<HeldJob> polled = open.hold(asked, tries.failing() ? Duration.ZERO : JobSource.MAX_WAIT);
            batchSize.reserved(asked, polled.size());
            if (tries.gotThrough()) {
                open.checkLeases();
            }
            return polled;
        } catch (QueueException e) {
            if (isRunning()) {
                open.checkLeases();
                pause(tries.failed(e));
            }
            return List.of();
        }
    }

    /** Hands the jobs over; returns those that the handler has not seen because the lane is to stop. */
    private List<HeldJob> hand(List<HeldJob> polled) {
        long start = System.nanoTime();
        int handed = work.on(polled, this::isRunning);
        if (!forced && Thread.interrupted()) {
            LOG.debug("lane {} goes on: a handler left its thread interrupted", name);
        }
        batchSize.handled(handed, System.nanoTime() - start);
        return polled.subList(handed, polled.size());
    }

    /** Waits for the jobs in work; suspended, until they have ended or it is resumed. */
    private void finish(HeldJobs open) throws InterruptedException {
        while (!isRunning() && !forced && !open.awaitWorking(leftOver.size(), LOOK)) {
            LOG.trace("lane {} waits for {} jobs", name, open.working() - leftOver.size());
        }
    }

    private boolean awaitRunning() throws InterruptedException {
        lock.lock();
        try {
            while (state == State.SUSPENDED) {
                changed.await();
            }
            return state == State.RUNNING;
        } finally {
            lock.unlock();
        }
    }

    private void pause(Duration delay) throws InterruptedException {
        lock.lock();
        try {
            long left = delay.toNanos();
            while (state == State.RUNNING && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void change(State next) {
        lock.lock();
        try {
            if (state == State.STOPPED) {
                return;
            }
            state = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        HeldJobs open = jobs;
        if (open != null && next != State.RUNNING) {
            open.wakeup();
        }
    }

    private boolean isRunning() {
        return state == State.RUNNING;
    }

    @Override
    public String toString() {
        return name;
    }
}
