package io.jobferry.connect;

import io.jobferry.Backend;
import io.jobferry.QueueException;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.Delivery;
import io.jobferry.consume.HeldJobs;
import io.jobferry.consume.Outage;
import io.jobferry.consume.Tries;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One server and the jobs that are held from it. A server that cannot be reached has no jobs, and is tried again with
 * backoff, for ever. The task's thread reserves; {@link #close} may come from any.
 */
final class HeldServer implements AutoCloseable {
    private final Backend backend;
    private final Guarantee guarantee;
    private final HeldJobs jobs;
    private final Tries tries;
    private final CountDownLatch closed = new CountDownLatch(1);
    private long nextTryNanos = System.nanoTime();

    /**
     * Holds jobs of this backend, which now belongs to it; does not connect.
     *
     * @throws IllegalArgumentException if the server would not take a queue's name
     */
    HeldServer(Backend backend, List<String> queues, ConsumerOptions options, Guarantee guarantee) {
        this.backend = backend;
        this.guarantee = guarantee;
        this.jobs = new HeldJobs(
                String.join(",", queues) + "@" + backend.name(),
                backend.source(queues),
                options,
                guarantee,
                Thread::new);
        this.tries = new Tries(new Outage(backend.name(), guarantee), options.reconnect());
    }

    /** Records of jobs, at most {@code max}; empty if within the wait none came, no more may be held or the server did not answer. */
    List<JobRecord> take(int max, Duration wait) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + wait.toNanos();
        if (!awaitNextTry(deadlineNanos) || !jobs.awaitRoom(until(deadlineNanos))) {
            return List.of();
        }
        try {
            int room = guarantee.room(max, until(deadlineNanos));
            if (room == 0) {
                return List.of();
            }
            // An outage is over with the first answer, not with the first job.
            List<Delivery> reserved = jobs.reserve(room, tries.failing() ? Duration.ZERO : until(deadlineNanos));
            if (tries.gotThrough()) {
                jobs.checkLeases();
            }
            return guarantee.records(reserved);
        } catch (QueueException e) {
            if (!isClosed()) {
                jobs.checkLeases();
                nextTryNanos = System.nanoTime() + tries.failed(e).toNanos();
            }
            return List.of();
        }
    }

    /** The jobs that were handed out and of which nothing was heard yet. */
    List<Delivery> open() {
        return jobs.open();
    }

    /** Acknowledges what Kafka has, gives back the rest, no attempt used, and ends a waiting reserve. */
    @Override
    public void close() {
        closed.countDown();
        jobs.close();
        backend.close();
    }

    private boolean awaitNextTry(long deadlineNanos) throws InterruptedException {
        long now = System.nanoTime();
        long pause = Math.min(nextTryNanos - now, deadlineNanos - now);
        return !closed.await(pause, TimeUnit.NANOSECONDS) && nextTryNanos - System.nanoTime() <= 0;
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private static Duration until(long deadlineNanos) {
        return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
    }
}
