package io.jobferry.redisqueue;

import io.jobferry.Job;
import io.jobferry.Reservation;

/**
 * A job under the name of its reservation, and between which scores it stands there. On a plain list the name ("id/stamp")
 * is no other reservation's, also of the same job, and is the fence by itself: so an extension whose answer was lost does
 * no harm. With an envelope the name is the job's bytes, and the score is the fence.
 */
final class RedisReservation implements Reservation {
    private final Job job;
    private final JobQueue queue;
    private final byte[] name;
    private final long limitNanos;
    private volatile Fence fence;
    private volatile long leaseEndNanos;
    private volatile long extendAtNanos;

    /** No lease goes beyond the limit. */
    RedisReservation(Job job, JobQueue queue, byte[] name, Fence fence, long limitNanos) {
        this.job = job;
        this.queue = queue;
        this.name = name;
        this.fence = fence;
        this.limitNanos = limitNanos;
    }

    static RedisReservation of(Reservation reservation) {
        if (reservation instanceof RedisReservation own) {
            return own;
        }
        throw new IllegalArgumentException("reservation is another backend's: " + reservation.getClass());
    }

    JobQueue queue() {
        return queue;
    }

    byte[] name() {
        return name;
    }

    Fence fence() {
        return fence;
    }

    void fencedBy(Fence value) {
        fence = value;
    }

    /** What is left of the time after which nothing is extended; not above the wish. */
    long leftNanos(long wishNanos, long now) {
        return Math.min(wishNanos, limitNanos - now);
    }

    /** The lease began anew at this time or a little later. */
    void leased(long beganNanos, long leaseNanos) {
        leaseEndNanos = beganNanos + leaseNanos;
        // At its limit there is nothing to extend: who asks at the end is told that it is over.
        extendAtNanos = leaseEndNanos - limitNanos >= 0 ? leaseEndNanos : beganNanos + leaseNanos / 2;
    }

    @Override
    public Job job() {
        return job;
    }

    @Override
    public long leaseEndNanos() {
        return leaseEndNanos;
    }

    @Override
    public long extendAtNanos() {
        return extendAtNanos;
    }
}
