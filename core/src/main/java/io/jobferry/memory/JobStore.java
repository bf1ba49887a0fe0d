package io.jobferry.memory;

import io.jobferry.Body;
import io.jobferry.JobLimits;
import io.jobferry.JobState;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a queue server does, without a wire: queues of jobs that are ready, delayed, reserved or dead. Jobs leave in the
 * order of their priority, among equals the oldest first; every operation on a job takes logarithmic time. Any thread.
 *
 * <p>Who reserves does so through a {@link Holder}. A queue is there as long as it has a job, a user or a
 * watcher, or is {@linkplain #keep kept}.
 *
 * <p>Nothing runs in the background: what became due is done at the next call, and a waiting {@link Holder#reserve}
 * wakes for it. Who waits by other means sleeps until {@link #nextDueNanos} and then calls {@link #catchUp}.
 */
public final class JobStore {
    /** Longer delays and leases count as this: some 73 years. */
    static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 4);

    /** Guards the ledger and all that hangs on it; held for moments only, never during a callback to users' code. */
    final ReentrantLock lock = new ReentrantLock();

    final Ledger ledger;
    private final String epoch = "%016x".formatted(new SecureRandom().nextLong());
    final Sleepers sleepers;

    /** A store on the clock of {@link System#nanoTime()}. */
    public JobStore() {
        this(System::nanoTime);
    }

    /** A store on this clock, in nanoseconds; after a jump of it call {@link #catchUp}. */
    public JobStore(LongSupplier nanoClock) {
        this.ledger = new Ledger(nanoClock);
        this.sleepers = new Sleepers(ledger);
    }

    /** 16 hexadecimal digits, other ones in each store: with them an id is unique for ever. */
    public String epoch() {
        return epoch;
    }

    /** A new holder, which watches nothing yet. */
    public Holder holder() {
        return new Holder(this, () -> {});
    }

    /**
     * A new holder that is told of a job which it {@linkplain Holder#startWaiting waited} for.
     *
     * @param bell rung under the store's lock, on the thread that made the job ready: it may only pass the news on
     */
    public Holder holder(Runnable bell) {
        return new Holder(this, bell);
    }

    /**
     * Puts a job and returns its id.
     *
     * @param lease how long a holder may hold it, above zero
     */
    public long put(String queue, Body body, long priority, Duration delay, Duration lease) {
        return put(queue, body, priority, delay, lease, JobLimits.NONE);
    }

    /** The same with what the job says about the work on it. */
    public long put(String queue, Body body, long priority, Duration delay, Duration lease, JobLimits limits) {
        if (lease.isZero() || lease.isNegative()) {
            throw new IllegalArgumentException("lease is not above zero: " + lease);
        }
        return ask(() -> ledger.add(queue, body, priority, nanos(delay), nanos(lease), limits).id);
    }

    /** The job with this id, if there is one. */
    public Optional<JobView> find(long id) {
        return ask(() -> Optional.ofNullable(ledger.jobs.get(id)).map(this::view));
    }

    /**
     * Jobs of one state, at most {@code max}, the next one first: of the reserved and the dead the one
     * that has been so for longest.
     */
    public List<JobView> peek(String queue, JobState state, long max) {
        return ask(() -> {
            StoredQueue stored = ledger.existing(queue);
            return stored == null
                    ? List.of()
                    : stored.in(state).stream().limit(max).map(this::view).toList();
        });
    }

    /** Makes one delayed or dead job ready; returns whether it was one. */
    public boolean kick(long id) {
        return ask(() -> {
            StoredJob job = ledger.jobs.get(id);
            if (job == null || !(job.state == JobState.DELAYED || job.state == JobState.DEAD)) {
                return false;
            }
            kick(job);
            return true;
        });
    }

    /**
     * Makes jobs of a queue ready, at most {@code max}, and returns how many.
     *
     * @param from {@link JobState#DELAYED} for those that are due next, {@link JobState#DEAD} for those that died first
     */
    public long kick(String queue, JobState from, long max) {
        if (from != JobState.DELAYED && from != JobState.DEAD) {
            throw new IllegalArgumentException("state is neither DELAYED nor DEAD: " + from);
        }
        return ask(() -> {
            List<StoredJob> jobs = first(queue, from, max);
            jobs.forEach(this::kick);
            return (long) jobs.size();
        });
    }

    /**
     * Deletes jobs of one state, at most {@code max}, and returns how many.
     *
     * @throws IllegalArgumentException for {@link JobState#RESERVED}
     */
    public long purge(String queue, JobState state, long max) {
        if (state == JobState.RESERVED) {
            throw new IllegalArgumentException("reserved jobs belong to their holders: queue " + queue);
        }
        return ask(() -> {
            List<StoredJob> jobs = first(queue, state, max);
            for (StoredJob job : jobs) {
                ledger.lift(job);
                ledger.remove(job);
            }
            return (long) jobs.size();
        });
    }

    /** Lets no job of the queue be reserved for this time, {@link Holder#reserveJob} excepted; false if there is none. */
    public boolean pause(String queue, Duration time) {
        return ask(() -> {
            StoredQueue stored = ledger.existing(queue);
            if (stored == null) {
                return false;
            }
            ledger.pause(stored, nanos(time));
            return true;
        });
    }

    /** Keeps a queue there, also when nothing and nobody is in it. */
    public void keep(String queue) {
        tell(() -> ledger.queue(queue).kept = true);
    }

    /** The queues that there are, the oldest first. */
    public List<String> queues() {
        return ask(() -> List.copyOf(ledger.queues.keySet()));
    }

    /** What a queue holds, if it is there. */
    public Optional<QueueCounts> counts(String queue) {
        return ask(() -> Optional.ofNullable(ledger.existing(queue)).map(this::counts));
    }

    /** What the store holds. Takes time in proportion to the number of queues. */
    public StoreCounts counts() {
        return ask(() -> {
            long urgent = 0;
            long ready = 0;
            long reserved = 0;
            long delayed = 0;
            long dead = 0;
            for (StoredQueue queue : ledger.queues.values()) {
                urgent += queue.urgent;
                ready += queue.ready.size();
                reserved += queue.reserved.size();
                delayed += queue.delayed.size();
                dead += queue.dead.size();
            }
            return new StoreCounts(
                    urgent,
                    ready,
                    reserved,
                    delayed,
                    dead,
                    ledger.puts,
                    ledger.timeouts,
                    ledger.queues.size(),
                    ledger.waiting);
        });
    }

    /** When the next delay, lease or pause ends, on the store's clock; {@link Long#MAX_VALUE} for never. */
    public long nextDueNanos() {
        return ask(() -> ledger.onClock(ledger.nextDueNanos()));
    }

    /** Does what became due, and hands the jobs to those who wait. */
    public void catchUp() {
        tell(sleepers::look);
    }

    /** What one call does and returns, with the lock held and all that was due done. */
    <T> T ask(Supplier<T> step) {
        lock.lock();
        try {
            ledger.catchUp();
            T answer = step.get();
            sleepers.lookIfDueEarlier();
            return answer;
        } finally {
            lock.unlock();
        }
    }

    /** What one call does, with the lock held and all that was due done. */
    void tell(Runnable step) {
        ask(() -> {
            step.run();
            return true;
        });
    }

    JobView view(StoredJob job) {
        boolean timed = job.state == JobState.RESERVED || job.state == JobState.DELAYED;
        return new JobView(
                job.id,
                job.queue.name,
                job.body,
                job.state,
                job.priority,
                Duration.ofNanos(ledger.now - job.createdNanos),
                Duration.ofNanos(job.delayNanos),
                Duration.ofNanos(job.leaseNanos),
                job.limits,
                timed ? Duration.ofNanos(job.dueNanos - ledger.now) : Duration.ZERO,
                job.state == JobState.RESERVED ? ledger.onClock(job.dueNanos) : Long.MAX_VALUE,
                job.reserves,
                job.timeouts,
                job.releases,
                job.buries,
                job.kicks,
                job.reason);
    }

    static long nanos(Duration duration) {
        return duration.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : duration.toNanos();
    }

    private QueueCounts counts(StoredQueue queue) {
        return new QueueCounts(
                queue.urgent,
                queue.ready.size(),
                queue.reserved.size(),
                queue.delayed.size(),
                queue.dead.size(),
                queue.puts,
                queue.deletes,
                queue.users,
                queue.watchers,
                queue.waiting.size(),
                queue.pauses,
                Duration.ofNanos(queue.pauseNanos),
                queue.isPaused() ? Duration.ofNanos(queue.pausedUntilNanos - ledger.now) : Duration.ZERO);
    }

    private List<StoredJob> first(String queue, JobState state, long max) {
        StoredQueue stored = ledger.existing(queue);
        return stored == null
                ? List.of()
                : new ArrayList<>(stored.in(state).stream().limit(max).toList());
    }

    private void kick(StoredJob job) {
        ledger.lift(job);
        job.kicks++;
        ledger.toReady(job);
    }
}
