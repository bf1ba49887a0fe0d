package io.jobferry.consume;

import java.time.Duration;
import java.util.Objects;

/**
 * How a {@link JobConsumer} works. Start from {@link #DEFAULT}.
 *
 * @param lanes threads that reserve and handle, each with a source of its own, on every backend
 * @param maxJobsPerPoll the most jobs that one reserve brings; the size of a poll adapts below it
 * @param maxInFlight the most jobs that one lane holds: being handled, waiting for it, or waiting to be settled
 * @param extendLease whether leases are extended while jobs are held
 * @param maxLease how long a job is held at most before its lease is left to end; a job's own handle time-out
 *     outranks it
 * @param failurePolicy what becomes of failed jobs
 * @param reconnect how long to wait between tries to reach a server
 */
public record ConsumerOptions(
        int lanes,
        int maxJobsPerPoll,
        int maxInFlight,
        boolean extendLease,
        Duration maxLease,
        FailurePolicy failurePolicy,
        Backoff reconnect) {
    /** One lane, 64 jobs a poll, 256 in flight, leases extended for an hour, five attempts. */
    public static final ConsumerOptions DEFAULT =
            new ConsumerOptions(1, 64, 256, true, Duration.ofHours(1), FailurePolicy.DEFAULT, Backoff.RECONNECT);

    public ConsumerOptions {
        atLeastOne(lanes, "lanes");
        atLeastOne(maxJobsPerPoll, "maxJobsPerPoll");
        if (maxInFlight < maxJobsPerPoll) {
            throw new IllegalArgumentException(
                    "maxInFlight is below maxJobsPerPoll: " + maxInFlight + " < " + maxJobsPerPoll);
        }
        if (maxLease.isNegative()) {
            throw new IllegalArgumentException("maxLease is negative: " + maxLease);
        }
        Objects.requireNonNull(failurePolicy, "failurePolicy");
        Objects.requireNonNull(reconnect, "reconnect");
    }

    private static void atLeastOne(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is below 1: " + value);
        }
    }

    public ConsumerOptions withLanes(int value) {
        return new ConsumerOptions(value, maxJobsPerPoll, maxInFlight, extendLease, maxLease, failurePolicy, reconnect);
    }

    /** The same with polls of at most this size; the jobs in flight grow with it where they must. */
    public ConsumerOptions withMaxJobsPerPoll(int value) {
        return new ConsumerOptions(
                lanes, value, Math.max(maxInFlight, value), extendLease, maxLease, failurePolicy, reconnect);
    }

    public ConsumerOptions withMaxInFlight(int value) {
        return new ConsumerOptions(lanes, maxJobsPerPoll, value, extendLease, maxLease, failurePolicy, reconnect);
    }

    public ConsumerOptions withExtendLease(boolean value) {
        return new ConsumerOptions(lanes, maxJobsPerPoll, maxInFlight, value, maxLease, failurePolicy, reconnect);
    }

    public ConsumerOptions withMaxLease(Duration value) {
        return new ConsumerOptions(lanes, maxJobsPerPoll, maxInFlight, extendLease, value, failurePolicy, reconnect);
    }

    public ConsumerOptions withFailurePolicy(FailurePolicy value) {
        return new ConsumerOptions(lanes, maxJobsPerPoll, maxInFlight, extendLease, maxLease, value, reconnect);
    }

    public ConsumerOptions withReconnect(Backoff value) {
        return new ConsumerOptions(lanes, maxJobsPerPoll, maxInFlight, extendLease, maxLease, failurePolicy, value);
    }
}
