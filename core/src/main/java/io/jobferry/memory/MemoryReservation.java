package io.jobferry.memory;

import io.jobferry.Job;
import io.jobferry.Reservation;

/** A job that a {@link MemorySource} holds. */
final class MemoryReservation implements Reservation {
    final long id;
    final int attempt;
    final long priority;
    private final Job job;
    private final long leaseNanos;
    private volatile long leaseEndNanos;

    MemoryReservation(Job job, JobView view) {
        this.job = job;
        this.id = view.id();
        this.attempt = view.attempt();
        this.priority = view.priority();
        this.leaseNanos = JobStore.nanos(view.lease());
        this.leaseEndNanos = view.leaseEndNanos();
    }

    @Override
    public Job job() {
        return job;
    }

    @Override
    public long leaseEndNanos() {
        return leaseEndNanos;
    }

    /** When a third of the lease is left. */
    @Override
    public long extendAtNanos() {
        return leaseEndNanos - leaseNanos / 3;
    }

    void extendedUntil(long nanos) {
        leaseEndNanos = nanos;
    }
}
