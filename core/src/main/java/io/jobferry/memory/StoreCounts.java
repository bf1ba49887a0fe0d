package io.jobferry.memory;

/**
 * What a whole store held and saw at one moment.
 *
 * @param urgent the ready jobs with a priority below 1024
 * @param ready jobs that can be reserved
 * @param reserved jobs that somebody holds
 * @param delayed jobs that wait for their delay
 * @param dead jobs that were given up
 * @param puts jobs ever put
 * @param timeouts leases that ended
 * @param queues queues that there are
 * @param waiting holders that wait for a job
 */
public record StoreCounts(
        long urgent,
        long ready,
        long reserved,
        long delayed,
        long dead,
        long puts,
        long timeouts,
        int queues,
        int waiting) {}
