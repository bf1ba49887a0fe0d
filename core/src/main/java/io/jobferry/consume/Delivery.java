package io.jobferry.consume;

import io.jobferry.Job;
import io.jobferry.Outcome;

/** A job in a handler's hands. It is ended once; what comes after the first end is ignored. Any thread. */
public interface Delivery {
    /** The job. */
    Job job();

    /**
     * Which delivery of the job this is, 1 for the first; asks the server where the delivery did not say it.
     *
     * @throws io.jobferry.QueueException if the server must be asked and does not answer
     */
    int attempt();

    /** The work is done. Returns false if the delivery was ended before. */
    default boolean done() {
        return settle(Outcome.done());
    }

    /** This is to become of the job. Returns false if the delivery was ended before. */
    boolean settle(Outcome outcome);

    /** The work failed: the consumer's failure policy decides. Returns false if the delivery was ended before. */
    boolean fail(Throwable error);

    /** Begins the lease anew now, besides what the consumer does by itself; returns false if the job is not ours any more. */
    boolean extend();

    /**
     * Whether the job is known to be ours no more: its lease ended, its connection broke, or its handler has used up the
     * time that the {@linkplain io.jobferry.JobLimits#handleTimeout() job itself} gives it.
     */
    boolean isLost();

    /**
     * Runs this once when the job {@linkplain #isLost() is lost} before it was ended, at once if it is already: for work
     * that can be broken off. It is run on a thread of the consumer, which it must not hold up.
     */
    void onLost(Runnable action);
}
