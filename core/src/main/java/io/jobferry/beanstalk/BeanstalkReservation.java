package io.jobferry.beanstalk;

import io.jobferry.Job;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A reserved job, bound to the connection that reserved it: with it the reservation ends.
 *
 * <p>RESERVED does not tell the time to run. Until stats-job has, the lease is taken for the shortest that there is.
 */
final class BeanstalkReservation implements Reservation {
    /** Where a reservation stands with its connection, whose monitor guards it. */
    enum State {
        HELD,
        /** Somebody is settling it. */
        SETTLING,
        /** Settled, lost, or reserved anew. */
        OVER
    }

    private static final long SHORTEST_LEASE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long SHORT_LEASE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long EXTEND_SHORT_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    /** In the last second of a lease reserve answers DEADLINE_SOON: extended before that, with half a second to spare. */
    private static final long ROOM_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    final SourceConnection connection;
    final long id;

    /** Guarded by the connection's monitor. */
    State state = State.HELD;

    private final Job job;
    private volatile @Nullable JobFacts facts;
    private volatile long leaseEndNanos;
    private volatile long extendAtNanos;

    BeanstalkReservation(SourceConnection connection, long id, Job job, @Nullable JobFacts facts, long reservedNanos) {
        this.connection = connection;
        this.id = id;
        this.job = job;
        this.facts = facts;
        leaseBegins(reservedNanos);
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

    Command statsJob() {
        return Command.ofJob(Verb.STATS_JOB, id);
    }

    /**
     * Takes in the reply to {@link #statsJob}.
     *
     * @return APPLIED if it is the facts; LEASE_LOST if the job is gone, REFUSED if the server does not say
     */
    Settled learn(Reply reply, String place) {
        return switch (reply.word()) {
            case OK -> {
                facts = JobFacts.of(FlatYaml.map(reply.body()), place);
                yield Settled.APPLIED;
            }
            case NOT_FOUND -> Settled.LEASE_LOST;
            default -> Settled.REFUSED;
        };
    }

    boolean hasFacts() {
        return facts != null;
    }

    /** The priority, once the facts are there. */
    long priority() {
        return Objects.requireNonNull(facts, "facts").priority();
    }

    /** Which delivery this is, once the facts are there. */
    int attempt() {
        return Objects.requireNonNull(facts, "facts").attempt();
    }

    /** The server counts the time to run from here, or from a little later. */
    void leaseBegins(long nanos) {
        JobFacts known = facts;
        long lease = known == null ? SHORTEST_LEASE_NANOS : TimeUnit.SECONDS.toNanos(known.timeToRunSeconds());
        leaseEndNanos = nanos + lease;
        extendAtNanos = nanos
                + (lease <= SHORT_LEASE_NANOS ? EXTEND_SHORT_AFTER_NANOS : Math.min(lease / 2, lease - ROOM_NANOS));
    }

    @Override
    public String toString() {
        return "BeanstalkReservation[" + job.key() + "]";
    }
}
