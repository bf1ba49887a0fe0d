package io.jobferry;

/**
 * A job that we hold, until it is settled or its lease ends. It hides what settling needs: id, connection, epoch, raw
 * bytes. Each backend has its own; only the source that gave it out takes it back.
 */
public interface Reservation {
    /** The job. */
    Job job();

    /**
     * When the server takes the job back unless the lease is extended, on the clock of {@link System#nanoTime()}.
     * A server that does not tell its lease (beanstalkd's RESERVED) is believed to give the shortest that it knows,
     * until the first extension has asked. {@link Long#MAX_VALUE} where a lease never ends.
     */
    long leaseEndNanos();

    /** When the lease is best extended, on the same clock: before its end, with room for a slow answer. */
    long extendAtNanos();
}
