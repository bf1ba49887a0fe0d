package io.jobferry.disque;

import io.jobferry.Body;
import io.jobferry.Job;
import io.jobferry.Reservation;
import io.jobferry.jedis.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A job that GETJOB delivered. Its lease does not begin with the delivery: the server counts RETRY from when it last
 * queued the job, however long it lay there. So nobody knows the lease until the first WORKING has begun it anew.
 */
final class DisqueReservation implements Reservation {
    /** Too early would ask about every short job, too late is a job delivered twice. */
    private static final long FIRST_EXTENSION_NANOS = Duration.ofMillis(400).toNanos();

    private static final long UNKNOWN_LEASE_NANOS = Duration.ofSeconds(1).toNanos();

    /** The server moves the next delivery by up to a quarter of a second, and looks every 100 ms. */
    private static final long SERVER_JITTER_NANOS = Duration.ofMillis(250).toNanos();

    private final Job job;
    private volatile Lease lease;

    DisqueReservation(Job job, long now) {
        this.job = job;
        this.lease = atMostOnce()
                ? new Lease(Long.MAX_VALUE, Long.MAX_VALUE)
                : new Lease(now + UNKNOWN_LEASE_NANOS, now + FIRST_EXTENSION_NANOS);
    }

    /** From one element of GETJOB's reply: queue, id, body, "nacks", n, "additional-deliveries", n. */
    static DisqueReservation of(Reply element, long now) {
        List<Reply> fields = element.list();
        String id = fields.get(1).text();
        long nacks = fields.get(4).integer();
        Job job = new Job(
                fields.get(0).text(),
                id,
                id,
                Body.of(fields.get(2).bytes()),
                OptionalInt.of(Math.toIntExact(nacks) + 1),
                Map.of(
                        "nacks", Long.toString(nacks),
                        "additional-deliveries", Long.toString(fields.get(6).integer())));
        return new DisqueReservation(job, now);
    }

    String id() {
        return job.id();
    }

    /** RETRY 0, which the id tells: its last four digits, the TTL in minutes, are even. Never delivered again. */
    boolean atMostOnce() {
        return Character.digit(id().charAt(id().length() - 1), 16) % 2 == 0;
    }

    /** The lease began anew at this time or a little later, and lasts as long as WORKING said. */
    void extended(long now, long retrySeconds) {
        long length = Math.max(1, Duration.ofSeconds(retrySeconds).toNanos() - SERVER_JITTER_NANOS);
        lease = new Lease(now + length, now + length / 2);
    }

    @Override
    public Job job() {
        return job;
    }

    @Override
    public long leaseEndNanos() {
        return lease.endNanos;
    }

    @Override
    public long extendAtNanos() {
        return lease.extendAtNanos;
    }

    private record Lease(long endNanos, long extendAtNanos) {}
}
