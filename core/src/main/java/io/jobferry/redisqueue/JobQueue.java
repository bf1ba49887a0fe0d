package io.jobferry.redisqueue;

import io.jobferry.Job;
import io.jobferry.QueueException;
import io.jobferry.Settled;
import io.jobferry.jedis.RespError;
import io.jobferry.jedis.RespLine;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.CommandArguments;

/** The scripts of one queue, and what they answer. Any thread. */
interface JobQueue {
    /** What the server says while it restarts or another takes over: nothing was done, and soon it can be. */
    Set<String> PASSING = Set.of("READONLY", "LOADING", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "BUSY", "OOM");

    /** What one call brought, what of it cannot be read, and when it is worth another look. */
    record Taken(List<RedisReservation> jobs, List<Quarantined> quarantined, long nextDueNanos) {}

    /** A job that was put among the dead as it is, and why. */
    record Quarantined(Job job, String reason) {}

    /** What is ready, at most max and {@link Script#MOST}. */
    Taken take(int max);

    /** Moves the first job that comes within this time to {@code claimed}: the doorbell. */
    CommandArguments ring(Duration wait);

    /** Waits for this time, for nothing. */
    CommandArguments pause(Duration wait);

    /** Settles; answer i is for settlement i. */
    List<Settled> settle(List<RedisSettlement> settlements);

    /** Begins leases anew; answer i is for reservation i. */
    List<Settled> extend(List<RedisReservation> reservations);

    /** Puts what the doorbell moved back where every program finds it: for a source that will not reserve again. */
    void unclaim();

    /** The queue of this name in this layout. */
    static JobQueue of(String queue, RedisLayout layout, RespLine line) {
        return switch (layout.envelope()) {
            case RAW -> new ListQueue(RedisKeys.of(layout.keyPrefix(), queue), line, layout);
            case GOB, JSON -> new MemberQueue(MemberKeys.of(layout, queue), line, layout);
        };
    }

    /** What a settlement is answered that a failed call was to bring. */
    static Settled answer(QueueException failure) {
        if (failure instanceof RespError no && PASSING.contains(no.code())) {
            return Settled.UNKNOWN;
        }
        return switch (failure.kind()) {
            case REFUSED -> Settled.REFUSED;
            case CLOSED -> Settled.LEASE_LOST; // the close gave everything back
            case UNREACHABLE, BROKEN, PROTOCOL -> Settled.UNKNOWN;
        };
    }
}
