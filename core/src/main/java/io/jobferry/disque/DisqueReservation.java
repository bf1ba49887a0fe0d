package io.jobferry.disque;

import io.jobferry.Job;
import io.jobferry.Reservation;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

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

    /** An extension is due after four fifths of the lease, or where those leave less than this, after half. */
    private static final long ROOM_NANOS = Duration.ofSeconds(1).toNanos();

    private final Job job;
    private final Node node;
    private volatile Lease lease;

    /** @param node that delivered it */
    DisqueReservation(DisqueJob delivered, Node node, long now) {
        long nacks = delivered.nacks().orElse(0);
        this.job = new Job(
                delivered.queue(),
                delivered.id(),
                delivered.id(),
                delivered.body(),
                OptionalInt.of(Math.toIntExact(nacks) + 1),
                Map.of(
                        "nacks",
                        Long.toString(nacks),
                        "additional-deliveries",
                        Long.toString(delivered.additionalDeliveries().orElse(0))));
        this.node = node;
        this.lease = atMostOnce()
                ? new Lease(Long.MAX_VALUE, Long.MAX_VALUE)
                : new Lease(now + UNKNOWN_LEASE_NANOS, now + FIRST_EXTENSION_NANOS);
    }

    String id() {
        return job.id();
    }

    Node node() {
        return node;
    }

    boolean atMostOnce() {
        return DisqueJob.isAtMostOnce(id());
    }

    /** The lease began anew at this time or a little later, and lasts as long as WORKING said. */
    void extended(long now, long retrySeconds) {
        long length = Math.max(1, Duration.ofSeconds(retrySeconds).toNanos() - SERVER_JITTER_NANOS);
        long room = Math.max(length / 5, Math.min(length / 2, ROOM_NANOS));
        lease = new Lease(now + length, now + length - room);
    }

    /** The lease cannot be extended any more, and lasts this long from this time; null for ever. */
    void lasts(long now, @Nullable Duration rest) {
        lease = new Lease(rest == null ? Long.MAX_VALUE : now + rest.toNanos(), Long.MAX_VALUE);
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
