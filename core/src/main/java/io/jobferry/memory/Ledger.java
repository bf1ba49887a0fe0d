package io.jobferry.memory;

import io.jobferry.Body;
import io.jobferry.JobLimits;
import io.jobferry.JobState;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where every job of a store is, and the moves between the states. It has no lock of its own: guarded by the store's.
 *
 * <p>A move is {@link #lift} out of the old state, then one of {@code to…} into the new one; a job is between the two
 * only inside one call of the store.
 */
final class Ledger {
    private final LongSupplier clock;
    private final long startNanos;

    final Map<String, StoredQueue> queues = new LinkedHashMap<>();
    final Map<Long, StoredJob> jobs = new HashMap<>();
    /** All delayed and reserved jobs. */
    private final TreeSet<StoredJob> due = new TreeSet<>(StoredJob.BY_DUE);

    private final TreeSet<StoredQueue> paused = new TreeSet<>((a, b) -> {
        int order = Long.compare(a.pausedUntilNanos, b.pausedUntilNanos);
        return order != 0 ? order : a.name.compareTo(b.name);
    });

    private long lastId;
    long timeouts;
    long puts;
    int waiting;
    /** The time since the start, never negative: so times compare as numbers. Read once a call. */
    long now;

    Ledger(LongSupplier clock) {
        this.clock = clock;
        this.startNanos = clock.getAsLong();
    }

    /** Reads the clock and does what became due. */
    void catchUp() {
        now = clock.getAsLong() - startNanos;
        while (!due.isEmpty() && due.first().dueNanos <= now) {
            StoredJob job = due.first();
            if (job.state == JobState.RESERVED) {
                timeouts++;
                job.timeouts++;
            }
            lift(job);
            toReady(job);
        }
        while (!paused.isEmpty() && paused.first().pausedUntilNanos <= now) {
            unpause(paused.first());
        }
    }

    /** When {@link #catchUp} will have something to do; {@link Long#MAX_VALUE} for never. */
    long nextDueNanos() {
        long job = due.isEmpty() ? Long.MAX_VALUE : due.first().dueNanos;
        long queue = paused.isEmpty() ? Long.MAX_VALUE : paused.first().pausedUntilNanos;
        return Math.min(job, queue);
    }

    /** A time since the start as a time on the clock. */
    long onClock(long nanos) {
        return nanos == Long.MAX_VALUE ? nanos : startNanos + nanos;
    }

    StoredQueue queue(String name) {
        return queues.computeIfAbsent(name, StoredQueue::new);
    }

    @Nullable
    StoredQueue existing(String name) {
        return queues.get(name);
    }

    void dropIfForgotten(StoredQueue queue) {
        if (queue.isForgotten()) {
            paused.remove(queue);
            queues.remove(queue.name);
        }
    }

    StoredJob add(String queueName, Body body, long priority, long delayNanos, long leaseNanos, JobLimits limits) {
        StoredQueue queue = queue(queueName);
        StoredJob job = new StoredJob(++lastId, queue, body, now, priority, leaseNanos, limits);
        jobs.put(job.id, job);
        queue.puts++;
        puts++;
        toReadyAfter(job, delayNanos);
        return job;
    }

    /** Forgets a job that was lifted. */
    void remove(StoredJob job) {
        jobs.remove(job.id);
        job.queue.deletes++;
        dropIfForgotten(job.queue);
    }

    void lift(StoredJob job) {
        StoredQueue queue = job.queue;
        switch (job.state) {
            case READY -> {
                queue.ready.remove(job);
                queue.urgent -= job.isUrgent() ? 1 : 0;
            }
            case DELAYED -> {
                due.remove(job);
                queue.delayed.remove(job);
            }
            case RESERVED -> {
                due.remove(job);
                queue.reserved.remove(job);
                if (job.holder != null) {
                    job.holder.held.remove(job);
                    job.holder = null;
                }
            }
            case DEAD -> queue.dead.remove(job);
        }
    }

    void toReadyAfter(StoredJob job, long delayNanos) {
        job.delayNanos = delayNanos;
        if (delayNanos == 0) {
            toReady(job);
            return;
        }
        job.state = JobState.DELAYED;
        job.dueNanos = now + delayNanos;
        job.queue.delayed.add(job);
        due.add(job);
    }

    void toReady(StoredJob job) {
        job.state = JobState.READY;
        job.queue.ready.add(job);
        job.queue.urgent += job.isUrgent() ? 1 : 0;
        handOut(job.queue);
    }

    void toReserved(StoredJob job, Holder holder) {
        job.state = JobState.RESERVED;
        job.reserves++;
        job.holder = holder;
        job.dueNanos = now + job.leaseNanos;
        job.queue.reserved.add(job);
        holder.held.add(job);
        due.add(job);
    }

    /** Begins the lease of a reserved job anew. */
    void extend(StoredJob job) {
        TreeSet<StoredJob> held = Objects.requireNonNull(job.holder).held;
        held.remove(job);
        due.remove(job);
        job.dueNanos = now + job.leaseNanos;
        held.add(job);
        due.add(job);
    }

    void toDead(StoredJob job, String reason) {
        job.state = JobState.DEAD;
        job.buries++;
        job.reason = reason;
        job.queue.dead.add(job);
    }

    void pause(StoredQueue queue, long nanos) {
        paused.remove(queue);
        queue.pauses++;
        queue.pauseNanos = nanos;
        queue.pausedUntilNanos = now + nanos;
        paused.add(queue);
    }

    private void unpause(StoredQueue queue) {
        paused.remove(queue);
        queue.pauseNanos = 0;
        queue.pausedUntilNanos = StoredQueue.NOT_PAUSED;
        handOut(queue);
    }

    /**
     * Gives what lies ready to those who wait, the longest waiting first. Who waits for several queues found all of
     * them empty, so there is no better job for it elsewhere.
     */
    private void handOut(StoredQueue queue) {
        while (!queue.waiting.isEmpty()) {
            StoredJob job = queue.next();
            if (job == null) {
                return;
            }
            Holder holder = queue.waiting.iterator().next();
            lift(job);
            toReserved(job, holder);
            holder.handed(job);
        }
    }
}
