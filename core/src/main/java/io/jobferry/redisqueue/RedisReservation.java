package io.jobferry.redisqueue;

import io.jobferry.Job;
import io.jobferry.Reservation;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A job under the name of its reservation, and between which scores it stands there. With an envelope the name is the job's
 * bytes, and the score is the fence.
 *
 * <p>On a plain list the name is no other reservation's, also of the same job, and is the fence by itself: so an extension
 * whose answer was lost does no harm. A job's first reservation is named as its id, whether the server holds the job in its
 * batch or, after they parted, by itself. Nobody gets that name again: a job whose first reservation ended is "id/stamp"
 * from then on, or is given back without its id, and a batch's stamp is not given out twice.
 */
final class RedisReservation implements Reservation {
    private final Job job;
    private final JobQueue queue;
    private final byte @Nullable [] name; // null: named as its id
    private final @Nullable Batch batch;
    private final int place;
    private final long limitNanos;
    private volatile Fence fence;
    private volatile long leaseEndNanos;
    private volatile long extendAtNanos;

    /** No lease goes beyond the limit. */
    RedisReservation(Job job, JobQueue queue, byte[] name, Fence fence, long limitNanos) {
        this(job, queue, name, null, 0, fence, limitNanos);
    }

    /** The first of a job, at this place of a batch. */
    RedisReservation(Job job, JobQueue queue, Batch batch, int place, long limitNanos) {
        this(job, queue, null, batch, place, Fence.NONE, limitNanos);
    }

    private RedisReservation(
            Job job,
            JobQueue queue,
            byte @Nullable [] name,
            @Nullable Batch batch,
            int place,
            Fence fence,
            long limitNanos) {
        this.job = job;
        this.queue = queue;
        this.name = name;
        this.batch = batch;
        this.place = place;
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
        return name == null ? job.id().getBytes(StandardCharsets.US_ASCII) : name;
    }

    /** With which jobs it came; null if it came by itself. */
    @Nullable
    Batch batch() {
        return batch;
    }

    /** In its batch, from 1. */
    int place() {
        return place;
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
