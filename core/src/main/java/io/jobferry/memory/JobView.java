package io.jobferry.memory;

import io.jobferry.Body;
import io.jobferry.JobLimits;
import io.jobferry.JobState;
import java.time.Duration;

/**
 * A job as it was in the store at one moment.
 *
 * @param id counts up from 1 in each store
 * @param queue the queue that it lies in
 * @param body the bytes
 * @param state where it is
 * @param priority the smaller the more urgent
 * @param age since it was put
 * @param delay the delay that it was last put or released with
 * @param lease how long a holder may hold it
 * @param limits what the job says about the work on it
 * @param timeLeft until its delay or its lease ends; zero in other states
 * @param leaseEndNanos when its lease ends, on the store's clock; {@link Long#MAX_VALUE} unless it is reserved
 * @param reserves how often it was reserved
 * @param timeouts how often a lease of it ended
 * @param releases how often a holder put it back for another try
 * @param buries how often it was given up
 * @param kicks how often it was taken out of its delay or back from the dead
 * @param reason why it was last given up; empty if nobody said
 */
public record JobView(
        long id,
        String queue,
        Body body,
        JobState state,
        long priority,
        Duration age,
        Duration delay,
        Duration lease,
        JobLimits limits,
        Duration timeLeft,
        long leaseEndNanos,
        int reserves,
        int timeouts,
        int releases,
        int buries,
        int kicks,
        String reason) {
    /** Which delivery this is, or the next one would be: 1 and one more for each release and each lease that ended. */
    public int attempt() {
        return 1 + releases + timeouts;
    }
}
