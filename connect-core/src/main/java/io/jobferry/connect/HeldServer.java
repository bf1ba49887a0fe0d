package io.jobferry.connect;

import io.jobferry.Backend;
import io.jobferry.QueueException;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.Delivery;
import io.jobferry.consume.HeldJobs;
import io.jobferry.consume.Outage;
import io.jobferry.consume.Tries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One server and the jobs that are held from it. A server that cannot be reached has no jobs, and is tried again with
 * backoff, for ever. The task's thread reserves; {@link #close} may come from any.
 */
final class HeldServer implements AutoCloseable {
    /** Another call is worth it after one that brought more than this part of what is missing. */
    private static final int WORTH_ANOTHER = 10;

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
            List<Delivery> reserved = reserve(room, tries.failing() ? Duration.ZERO : until(deadlineNanos));
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

    /**
     * A server may give less at once than it has: Redis no more than a script can take. The worker has a round of its own
     * for each batch, and a transaction where it has any, so it gets more together, as long as much comes.
     * What Kafka has of the batch before is deleted meanwhile.
     */
    private List<Delivery> reserve(int max, Duration wait) throws InterruptedException {
        List<Delivery> reserved = new ArrayList<>(jobs.reserveFirst(max, wait));
        int came = reserved.size();
        while (reserved.size() < max && came > (max - reserved.size()) / WORTH_ANOTHER) {
            try {
                List<Delivery> more = jobs.reserveFirst(max - reserved.size(), Duration.ZERO);
                reserved.addAll(more);
                came = more.size();
            } catch (QueueException e) {
                break; // the next call meets it, and has nothing to lose
            }
        }
        return reserved;
    }

    /** The jobs that were handed out and of which nothing was heard yet. */
    List<Delivery> open() {
        return jobs.open();
    }

    /** Acknowledges what Kafka has, gives back the rest, no attempt used, and ends a waiting reserve. */
    @Override
    public void close() {
        closed.countDown();
        guarantee.stops(jobs.open());
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
