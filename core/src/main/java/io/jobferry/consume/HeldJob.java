package io.jobferry.consume;

import io.jobferry.Job;
import io.jobferry.Outcome;
import io.jobferry.Reservation;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/** One held job: handed out, then ended once, then settled. */
final class HeldJob implements Delivery {
    private static final AtomicReferenceFieldUpdater<HeldJob, Object> END =
            AtomicReferenceFieldUpdater.newUpdater(HeldJob.class, Object.class, "end");

    final Reservation reservation;
    final long heldSince;

    /** When the time that the job gives its handler is over; {@link Keeper#NEVER} if it does not say. */
    final long timesOutAt;

    /** When to extend the lease, or to look at the time; guarded by the lock of {@link HeldJobs}. */
    long extendAt;

    private final HeldJobs jobs;

    /** Null while it is worked on; then an {@link Outcome} or a {@link Throwable}. */
    private volatile @Nullable Object end;

    private volatile boolean lost;
    private @Nullable Runnable onLost; // guarded by this

    HeldJob(HeldJobs jobs, Reservation reservation, long heldSince) {
        this.jobs = jobs;
        this.reservation = reservation;
        this.heldSince = heldSince;
        this.timesOutAt = reservation
                .job()
                .limits()
                .handleTimeout()
                .map(most -> heldSince + most.toNanos())
                .orElse(Keeper.NEVER);
    }

    @Override
    public Job job() {
        return reservation.job();
    }

    @Override
    public int attempt() {
        return jobs.attempt(reservation);
    }

    @Override
    public boolean settle(Outcome outcome) {
        return end(outcome);
    }

    @Override
    public boolean fail(Throwable error) {
        return end(error);
    }

    @Override
    public boolean extend() {
        return end == null && !lost && jobs.extendNow(this);
    }

    @Override
    public boolean isLost() {
        return lost;
    }

    @Override
    public void onLost(Runnable action) {
        synchronized (this) {
            if (!lost) {
                Runnable before = onLost;
                onLost = before == null ? action : both(before, action);
                return;
            }
        }
        if (end == null) {
            action.run();
        }
    }

    /** Whether it is still worked on. */
    boolean isOpen() {
        return end == null;
    }

    /** The error it was failed with, while no outcome has been decided; else null. */
    @Nullable
    Throwable error() {
        return end instanceof Throwable error ? error : null;
    }

    /** What it was settled with, or what was decided. */
    Outcome outcome() {
        if (end instanceof Outcome outcome) {
            return outcome;
        }
        throw new IllegalStateException("job " + job().id() + " has no outcome yet");
    }

    /** The policy's decision on its error; a settlement that must be sent again does not ask the policy again. */
    void decided(Outcome outcome) {
        end = outcome;
    }

    /** Marks it as ours no more; false if it was marked before. */
    boolean lose() {
        boolean first = !lost;
        lost = true;
        return first;
    }

    /** Tells who wanted to know, unless it was ended before. Not under the lock. */
    void tellLost() {
        Runnable action;
        synchronized (this) {
            action = onLost;
            onLost = null;
        }
        if (action != null && end == null) {
            action.run();
        }
    }

    private static Runnable both(Runnable first, Runnable second) {
        return () -> {
            first.run();
            second.run();
        };
    }

    private boolean end(Object how) {
        if (!END.compareAndSet(this, null, how)) {
            return false;
        }
        jobs.ended(this);
        return true;
    }
}
