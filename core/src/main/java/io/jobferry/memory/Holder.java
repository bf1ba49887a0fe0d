package io.jobferry.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Who reserves jobs of a {@link JobStore}: a connection, or a source. It watches queues, and what it reserves is its
 * own until it settles it, the lease ends, or it is closed. Any thread, but one at a time waits, and while it does the
 * watched queues do not change.
 */
public final class Holder implements AutoCloseable {
    private final JobStore store;
    private final Ledger ledger;
    private final Runnable bell;

    // All below is guarded by the store's lock.
    final Condition changed;
    private final Map<String, StoredQueue> watched = new LinkedHashMap<>();
    final TreeSet<StoredJob> held = new TreeSet<>(StoredJob.BY_DUE);
    private @Nullable StoredQueue used;
    /** The job that came while it waited, until it is taken up. */
    private @Nullable StoredJob handed;

    private boolean waiting;
    private boolean woken;
    private boolean closed;

    Holder(JobStore store, Runnable bell) {
        this.store = store;
        this.ledger = store.ledger;
        this.bell = bell;
        this.changed = store.lock.newCondition();
    }

    /** Keeps this queue there, though it may be empty, until another is used. */
    public void use(String queue) {
        store.tell(() -> {
            StoredQueue previous = used;
            used = ledger.queue(queue);
            used.users++;
            leave(previous);
        });
    }

    /** Reserves from this queue too; returns how many it now watches. */
    public int watch(String queue) {
        return store.ask(() -> {
            StoredQueue stored = ledger.queue(queue);
            if (watched.putIfAbsent(queue, stored) == null) {
                stored.watchers++;
            }
            return watched.size();
        });
    }

    /** Reserves no more from this queue; returns how many it still watches. */
    public int ignore(String queue) {
        return store.ask(() -> {
            unwatch(watched.remove(queue));
            return watched.size();
        });
    }

    /** The queues that it watches, in the order in which it began. */
    public List<String> watched() {
        return store.ask(() -> List.copyOf(watched.keySet()));
    }

    /** Reserves what lies ready, at most {@code max}: the most urgent of all watched queues first. Does not wait. */
    public List<JobView> reserve(int max) {
        return store.ask(() -> take(max, new ArrayList<>()));
    }

    /**
     * Reserves what lies ready, at most {@code max}, and waits for the first.
     *
     * @return the jobs; empty if none came, at {@link #wakeup} and once closed
     */
    public List<JobView> reserve(int max, Duration wait) throws InterruptedException {
        store.lock.lockInterruptibly();
        try {
            ledger.catchUp();
            long endNanos = ledger.now + JobStore.nanos(wait);
            List<JobView> jobs = take(max, new ArrayList<>());
            if (!jobs.isEmpty() || ledger.now >= endNanos) {
                return jobs;
            }
            awaitUntil(endNanos);
            StoredJob first = takeHanded();
            if (first != null) {
                jobs.add(store.view(first));
            }
            return take(max, jobs);
        } finally {
            store.sleepers.lookIfDueEarlier();
            store.lock.unlock();
        }
    }

    /** Waits without a thread: the next job that is ready, maybe at once, is reserved, and the bell is rung. */
    public void startWaiting() {
        store.tell(() -> {
            StoredJob job = mostUrgent();
            if (job == null) {
                enlist();
                return;
            }
            ledger.lift(job);
            ledger.toReserved(job, this);
            handed(job);
        });
    }

    /** The job that was waited for, once; empty if none came. */
    public Optional<JobView> handed() {
        return store.ask(() -> Optional.ofNullable(takeHanded()).map(store::view));
    }

    /** Waits no more. A job that came before is still to be {@linkplain #handed() taken up}. */
    public void stopWaiting() {
        store.tell(this::delist);
    }

    /** Ends a waiting {@link #reserve(int, Duration)}, or the next that would wait, with an empty answer. */
    public void wakeup() {
        store.tell(() -> {
            woken = true;
            signal();
        });
    }

    /** Reserves this very job if it is ready, delayed or dead, also in a paused queue or one that is not watched. */
    public Optional<JobView> reserveJob(long id) {
        return store.ask(() -> {
            StoredJob job = ledger.jobs.get(id);
            if (closed || job == null || job.holder != null) {
                return Optional.empty();
            }
            return Optional.of(reserve(job));
        });
    }

    /** Deletes a job that it holds, or that nobody holds; returns whether there was one. */
    public boolean delete(long id) {
        return store.ask(() -> {
            StoredJob job = ledger.jobs.get(id);
            if (job == null || (job.holder != null && job.holder != this)) {
                return false;
            }
            ledger.lift(job);
            ledger.remove(job);
            return true;
        });
    }

    /** Puts a job that it holds back for another try, after a delay, and counts it; returns whether it held it. */
    public boolean release(long id, long priority, Duration delay) {
        return store.ask(() -> {
            StoredJob job = liftHeld(id);
            if (job == null) {
                return false;
            }
            job.priority = priority;
            job.releases++;
            ledger.toReadyAfter(job, JobStore.nanos(delay));
            return true;
        });
    }

    /** Puts a job that it holds back as if it had never been reserved; returns whether it held it. */
    public boolean giveBack(long id) {
        return store.ask(() -> {
            StoredJob job = liftHeld(id);
            if (job == null) {
                return false;
            }
            ledger.toReady(job);
            return true;
        });
    }

    /** Puts a job that it holds to the dead; returns whether it held it. */
    public boolean bury(long id, long priority, String reason) {
        return store.ask(() -> {
            StoredJob job = liftHeld(id);
            if (job == null) {
                return false;
            }
            job.priority = priority;
            ledger.toDead(job, reason);
            return true;
        });
    }

    /** Begins the lease of a job that it holds anew; returns whether it held it. */
    public boolean touch(long id) {
        return store.ask(() -> {
            StoredJob job = ledger.jobs.get(id);
            if (job == null || !job.isHeldBy(this)) {
                return false;
            }
            ledger.extend(job);
            return true;
        });
    }

    /** When the first of its leases ends, on the store's clock; {@link Long#MAX_VALUE} if it holds nothing. */
    public long firstLeaseEndNanos() {
        return store.ask(() -> held.isEmpty() ? Long.MAX_VALUE : ledger.onClock(held.first().dueNanos));
    }

    /** Gives back all that it holds, as {@link #giveBack} does, ends its wait and leaves its queues. */
    @Override
    public void close() {
        store.tell(() -> {
            closed = true;
            delist();
            while (!held.isEmpty()) {
                StoredJob job = held.first();
                ledger.lift(job);
                ledger.toReady(job);
            }
            handed = null;
            watched.values().forEach(this::unwatch);
            watched.clear();
            leave(used);
            used = null;
            signal();
        });
    }

    /** The ledger reserved this job for us, the first of those who waited. */
    void handed(StoredJob job) {
        handed = job;
        delist();
        signal();
        bell.run();
    }

    void signal() {
        changed.signal();
    }

    private List<JobView> take(int max, List<JobView> jobs) {
        while (jobs.size() < max && !closed) {
            StoredJob job = mostUrgent();
            if (job == null) {
                break;
            }
            jobs.add(reserve(job));
        }
        return jobs;
    }

    private @Nullable StoredJob mostUrgent() {
        StoredJob best = null;
        for (StoredQueue queue : watched.values()) {
            StoredJob job = queue.next();
            if (job != null && (best == null || StoredJob.BY_PRIORITY.compare(job, best) < 0)) {
                best = job;
            }
        }
        return best;
    }

    private JobView reserve(StoredJob job) {
        ledger.lift(job);
        ledger.toReserved(job, this);
        return store.view(job);
    }

    private @Nullable StoredJob liftHeld(long id) {
        StoredJob job = ledger.jobs.get(id);
        if (job == null || !job.isHeldBy(this)) {
            return null;
        }
        ledger.lift(job);
        return job;
    }

    private void awaitUntil(long endNanos) throws InterruptedException {
        enlist();
        try {
            store.sleepers.await(this, endNanos);
            woken = woken && handed != null;
        } catch (InterruptedException e) {
            ledger.catchUp();
            StoredJob job = takeHanded();
            if (job != null) {
                ledger.lift(job);
                ledger.toReady(job);
            }
            throw e;
        } finally {
            delist();
        }
    }

    /** Whether it goes on waiting: no job came, and nobody woke it. */
    boolean isPatient() {
        return waiting && !woken;
    }

    private @Nullable StoredJob takeHanded() {
        StoredJob job = handed;
        handed = null;
        // Its lease may have ended before anybody came for it.
        return job != null && job.isHeldBy(this) ? job : null;
    }

    private void enlist() {
        if (!closed) {
            waiting = true;
            ledger.waiting++;
            watched.values().forEach(queue -> queue.waiting.add(this));
        }
    }

    private void delist() {
        if (waiting) {
            waiting = false;
            ledger.waiting--;
            watched.values().forEach(queue -> queue.waiting.remove(this));
        }
    }

    private void leave(@Nullable StoredQueue queue) {
        if (queue != null) {
            queue.users--;
            ledger.dropIfForgotten(queue);
        }
    }

    private void unwatch(@Nullable StoredQueue queue) {
        if (queue != null) {
            queue.watchers--;
            ledger.dropIfForgotten(queue);
        }
    }
}
