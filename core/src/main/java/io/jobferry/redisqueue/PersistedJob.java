package io.jobferry.redisqueue;

import io.jobferry.Body;
import io.jobferry.Job;
import java.util.Map;
import java.util.OptionalInt;

/**
 * core-queue's envelope, field by field.
 *
 * @param uniqueId the job's name, for ever; 16 letters where core-queue made it; may be empty
 * @param key what kind of job it is; may be empty
 * @param value the job's body
 * @param handleTimeoutNanos how long a handler may take; 0 for the reader's default
 * @param backoffNanos the last delay between two attempts
 * @param attempts which attempt is next, from 1
 * @param maxAttempts after how many it is given up; 0 if it does not say
 */
record PersistedJob(
        String uniqueId,
        String key,
        Body value,
        long handleTimeoutNanos,
        long backoffNanos,
        long attempts,
        long maxAttempts) {
    /** The same before its next attempt, which comes after this time. */
    PersistedJob failed(long delayNanos) {
        return new PersistedJob(uniqueId, key, value, handleTimeoutNanos, delayNanos, attempt() + 1, maxAttempts);
    }

    /** Which attempt the next one is: 1 also for a job whose writer left the number out. */
    int attempt() {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE - 1, attempts));
    }

    /** The job as it was delivered from this queue; what the envelope says besides are its facts, under Go's names. */
    Job shown(String queue) {
        Map<String, String> facts = Map.of(
                "Key", key,
                "HandleTimeout", Long.toString(handleTimeoutNanos),
                "Backoff", Long.toString(backoffNanos),
                "MaxAttempts", Long.toString(maxAttempts));
        return new Job(queue, uniqueId, uniqueId, value, OptionalInt.of(attempt()), facts);
    }
}
