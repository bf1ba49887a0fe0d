package io.jobferry.redisqueue;

import io.jobferry.Job;
import io.jobferry.Reservation;

/**
 * A job under a reservation's name ("id/stamp"), which no other reservation, also of the same job, ever has: so the
 * name is the fence, and an extension whose answer was lost does no harm.
 */
final class RedisReservation implements Reservation {
    private final Job job;
    private final ListQueue queue;
    private final byte[] name;
    private final long leaseNanos;
    private volatile long begunNanos;

    RedisReservation(Job job, ListQueue queue, byte[] name, long begunNanos, long leaseNanos) {
        this.job = job;
        this.queue = queue;
        this.name = name;
        this.begunNanos = begunNanos;
        this.leaseNanos = leaseNanos;
    }

    static RedisReservation of(Reservation reservation) {
        if (reservation instanceof RedisReservation own) {
            return own;
        }
        throw new IllegalArgumentException("reservation is another backend's: " + reservation.getClass());
    }

    ListQueue queue() {
        return queue;
    }

    byte[] name() {
        return name;
    }

    /** The lease began anew at this time or a little later. */
    void extended(long nanos) {
        begunNanos = nanos;
    }

    @Override
    public Job job() {
        return job;
    }

    @Override
    public long leaseEndNanos() {
        return begunNanos + leaseNanos;
    }

    @Override
    public long extendAtNanos() {
        return begunNanos + leaseNanos / 2;
    }
}
