package io.jobferry;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A job as the server delivered or showed it.
 *
 * @param queue the queue (tube, list) that it lies in
 * @param id the server's id, unique among the jobs that the server now holds; empty for a job that was only looked at
 *     and gets its id when it is reserved (plain Redis lists)
 * @param key an id that stays unique across restarts of the server: the key for idempotent consumers. On beanstalkd,
 *     whose ids start again at 1, the server's epoch and the id; elsewhere the id
 * @param body the bytes
 * @param attempt which delivery this is, 1 for the first; empty where the server does not say so with the delivery
 * @param limits what the job itself says about the work on it
 * @param facts what else the server said, under its own names ({@code pri}, {@code nacks}); empty where it said nothing
 */
public record Job(
        String queue,
        String id,
        String key,
        Body body,
        OptionalInt attempt,
        JobLimits limits,
        Map<String, String> facts) {
    public Job {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(attempt, "attempt");
        Objects.requireNonNull(limits, "limits");
        facts = Map.copyOf(facts);
    }

    /** A job without limits of its own. */
    public Job(String queue, String id, String key, Body body, OptionalInt attempt, Map<String, String> facts) {
        this(queue, id, key, body, attempt, JobLimits.NONE, facts);
    }
}
