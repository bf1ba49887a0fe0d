package io.jobferry.redisqueue;

import io.jobferry.Body;
import io.jobferry.Job;
import io.jobferry.JobLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * core-queue's envelope, field by field.
 *
 * @param uniqueId the job's name, for ever; 16 letters where core-queue made it; may be empty, see {@link #id}
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
        return shown(queue, limits());
    }

    /** The same with these limits. */
    Job shown(String queue, JobLimits limits) {
        Map<String, String> facts = Map.of(
                "Key", key,
                "HandleTimeout", Long.toString(handleTimeoutNanos),
                "Backoff", Long.toString(backoffNanos),
                "MaxAttempts", Long.toString(maxAttempts));
        String id = id();
        return new Job(queue, id, id, value, OptionalInt.of(attempt()), limits, facts);
    }

    /**
     * The unique id, or one made from what does not change from attempt to attempt: then two jobs with the same content
     * have the same.
     */
    String id() {
        return uniqueId.isEmpty()
                ? ContentId.of(
                        key.getBytes(StandardCharsets.UTF_8),
                        value.bytes(),
                        Script.number(handleTimeoutNanos),
                        Script.number(maxAttempts))
                : uniqueId;
    }

    /** What it says about the work on it. */
    JobLimits limits() {
        return new JobLimits(
                maxAttempts > 0 ? OptionalInt.of((int) Math.min(Integer.MAX_VALUE, maxAttempts)) : OptionalInt.empty(),
                duration(backoffNanos),
                duration(handleTimeoutNanos));
    }

    private static Optional<Duration> duration(long nanos) {
        return nanos > 0 ? Optional.of(Duration.ofNanos(Math.min(nanos, JobLimits.MOST.toNanos()))) : Optional.empty();
    }
}
