package io.jobferry.connect;

import io.jobferry.Job;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * What the source's records say for Kafka's offsets: a partition {@code {"queue": "beanstalk://localhost:11300/mail"}}
 * and an offset, which differs from record to record, because a worker may take records that are equal for one.
 *
 * <ul>
 *   <li>At least once: {@code {"job": "<job key>"}}. Nothing is read back from it: the queue itself is the position.
 *   <li>Exactly once: {@code {"jobs": "<keys>", "count": n, "taken": ms}}, the {@link Unconfirmed} jobs: the first n of
 *       the {@linkplain KeyText keys}, a text that the records of a batch share.
 * </ul>
 */
final class SourcePosition {
    // One key each: a worker finds a partition's offset by its serialized form, and Map.of has no order of keys.
    private static final String QUEUE = "queue";
    private static final String JOB = "job";

    private static final String JOBS = "jobs";
    private static final String COUNT = "count";
    private static final String TAKEN = "taken";

    private SourcePosition() {}

    /**
     * Jobs that are in Kafka and may be in their queue still.
     *
     * @param taken when the last of them was delivered
     */
    record Unconfirmed(List<String> keys, Instant taken) {
        static final Unconfirmed NONE = new Unconfirmed(List.of(), Instant.EPOCH);
    }

    static Map<String, String> partition(String server, String queue) {
        return partition(place(server, queue));
    }

    static Map<String, String> partition(String place) {
        return Map.of(QUEUE, place);
    }

    /** A queue of a server, as it stands in a partition. */
    static String place(String server, String queue) {
        return server + "/" + queue;
    }

    static Map<String, String> offset(Job job) {
        return Map.of(JOB, job.key());
    }

    /** Offsets of which the first says that so many of these jobs are unconfirmed, and each further one more of them. */
    static List<Map<String, ?>> offsets(List<String> keys, int first, Instant taken) {
        String text = KeyText.of(keys);
        long millis = taken.toEpochMilli();
        return IntStream.rangeClosed(first, keys.size())
                .<Map<String, ?>>mapToObj(count -> Map.of(JOBS, text, COUNT, count, TAKEN, millis))
                .toList();
    }

    /**
     * What a stored offset says; nothing is unconfirmed where there is none, or an at-least-once task wrote it.
     *
     * @throws ConnectException if it is none of ours
     */
    static Unconfirmed unconfirmed(String queue, @Nullable Map<String, ?> offset) {
        if (offset == null || isOfOneJob(offset)) {
            return Unconfirmed.NONE;
        }
        if (offset.size() == 3
                && offset.get(JOBS) instanceof String jobs
                && offset.get(COUNT) instanceof Number count
                && offset.get(TAKEN) instanceof Number taken
                && count.longValue() >= 0
                && count.longValue() <= ExactlyOnce.LONGEST_WINDOW) {
            try {
                return new Unconfirmed(KeyText.keys(jobs, count.intValue()), Instant.ofEpochMilli(taken.longValue()));
            } catch (IllegalArgumentException e) {
                throw new ConnectException("offset of queue \"" + queue + "\" is broken: " + e.getMessage(), e);
            }
        }
        throw new ConnectException("offset of queue \"" + queue + "\" is none of null, {\"job\": \"<job key>\"} and"
                + " {\"jobs\": \"<job keys>\", \"count\": 0 to " + ExactlyOnce.LONGEST_WINDOW
                + ", \"taken\": <milliseconds>}: " + offset);
    }

    private static boolean isOfOneJob(Map<String, ?> offset) {
        return offset.size() == 1 && offset.get(JOB) instanceof String;
    }

    /**
     * Refuses what a user wants to write over a stored offset, if it is none of ours.
     *
     * @param queues the queues of this connector, as they stand in partitions
     */
    static void check(Set<String> queues, @Nullable Map<String, ?> partition, @Nullable Map<String, ?> offset) {
        if (partition == null || partition.size() != 1 || !(partition.get(QUEUE) instanceof String queue)) {
            throw new ConnectException("partition is not {\"queue\": \"<server>/<queue>\"}: " + partition);
        }
        if (!queues.contains(queue)) {
            throw new ConnectException(
                    "queue of the partition is none of this connector's " + queues + ": \"" + queue + "\"");
        }
        unconfirmed(queue, offset);
    }
}
