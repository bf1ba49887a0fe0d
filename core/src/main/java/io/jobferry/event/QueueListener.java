package io.jobferry.event;

import io.jobferry.Job;
import io.jobferry.Outcome;
import io.jobferry.Settled;
import java.time.Duration;

/**
 * Told what a consumer does: the hook for metrics and traces. Called on the consumer's own threads, outside its locks:
 * be quick. An exception thrown from here is logged and has no other effect.
 */
public interface QueueListener {
    /** A listener that does nothing. */
    QueueListener NONE = new QueueListener() {};

    /** A job was reserved. */
    default void onReserved(Job job) {}

    /** A settlement was answered. */
    default void onSettled(Job job, Outcome outcome, Settled settled) {}

    /** The work on a job failed, and it will be tried again after the delay. */
    default void beforeRetry(Job job, int attempt, Throwable error, Duration delay) {}

    /** The work on a job failed, and it will not be tried again. */
    default void beforeAbort(Job job, int attempt, Throwable error) {}

    /**
     * A job that is still being worked on is not ours any more, or its handler has used up the time that the job gives
     * it: it may be delivered again.
     */
    default void onLeaseLost(Job job) {}

    /**
     * A job cannot be read, and was put among the dead as it is.
     *
     * @param job its body is all of its bytes
     */
    default void onQuarantined(Job job, String reason) {}

    /**
     * So many jobs lie in a channel of a queue, under the server's own name; from a {@code LengthGauge}.
     *
     * @param channel {@code waiting}, {@code failed}, …, or a state
     */
    default void onLength(String queue, String channel, long jobs) {}

    /** A server cannot be reached or broke off; told once an outage. */
    default void onOutage(String server, Throwable error) {}

    /** A server answers again after an outage of this length. */
    default void onRecovered(String server, Duration outage) {}
}
