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

    /** When to extend the lease; guarded by the lock of {@link HeldJobs}. */
    long extendAt;

    private final HeldJobs jobs;

    /** Null while it is worked on; then an {@link Outcome} or a {@link Throwable}. */
    private volatile @Nullable Object end;

    private volatile boolean lost;

    HeldJob(HeldJobs jobs, Reservation reservation, long heldSince) {
        this.jobs = jobs;
        this.reservation = reservation;
        this.heldSince = heldSince;
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
        return end == null && jobs.extendNow(this);
    }

    @Override
    public boolean isLost() {
        return lost;
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

    private boolean end(Object how) {
        if (!END.compareAndSet(this, null, how)) {
            return false;
        }
        jobs.ended(this);
        return true;
    }
}
