package io.jobferry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A look at one queue, and the hand on it. Any thread. What needs a server that cannot be reached throws a {@link
 * QueueException}.
 */
public interface QueueAdmin extends AutoCloseable {
    /** The counts of each state; all zero for a queue that does not exist. */
    QueueStats stats();

    /**
     * How many jobs lie where, under the server's own names (core-queue's {@code waiting}, {@code failed}, {@code
     * timeout}, …), else under those of the states; what is not counted is left out.
     */
    default Map<String, Long> lengths() {
        QueueStats stats = stats();
        Map<String, Long> lengths = new LinkedHashMap<>();
        for (JobState state : JobState.values()) {
            stats.of(state).ifPresent(jobs -> lengths.put(state.name().toLowerCase(Locale.ROOT), jobs));
        }
        return lengths;
    }

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
