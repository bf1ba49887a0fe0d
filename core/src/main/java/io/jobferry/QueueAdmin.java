package io.jobferry;

import java.util.List;

/**
 * A look at one queue, and the hand on it. Any thread. What needs a server that cannot be reached throws a {@link
 * QueueException}.
 */
public interface QueueAdmin extends AutoCloseable {
    /** The counts of each state; all zero for a queue that does not exist. */
    QueueStats stats();

    /**
     * Shows jobs without reserving them, the next one first.
     *
     * <p>beanstalkd shows one job a state, whatever {@code max} says, and none that is reserved. Disque shows delayed and
     * reserved ones only where its nodes have at most 50,000 jobs each, and in no order.
     */
    List<Job> peek(JobState state, int max);

    /** Moves dead jobs back to ready, the oldest first, at most {@code max}; returns how many. */
    long redrive(long max);

    /**
     * Deletes jobs of one state for good, at most {@code max}; returns how many. beanstalkd has no such command: there
     * it is a loop of peek and delete, and other consumers may take jobs in between.
     *
     * @throws IllegalArgumentException for {@link JobState#RESERVED}: those belong to their holders
     */
    long purge(JobState state, long max);

    @Override
    void close();
}
