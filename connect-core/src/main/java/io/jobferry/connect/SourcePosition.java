package io.jobferry.connect;

import io.jobferry.Job;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * What the source's records say for Kafka's offsets: a partition {@code {"queue": "beanstalk://localhost:11300/mail"}}
 * and an offset {@code {"job": "<job key>"}}. Nothing is read back from them: the queue itself is the position. An offset
 * differs from record to record, because a worker may take records that are equal for one.
 */
final class SourcePosition {
    // One key each: a worker finds a partition's offset by its serialized form, and Map.of has no order of keys.
    private static final String QUEUE = "queue";
    private static final String JOB = "job";

    private SourcePosition() {}

    static Map<String, String> partition(String server, String queue) {
        return Map.of(QUEUE, place(server, queue));
    }

    /** A queue of a server, as it stands in a partition. */
    static String place(String server, String queue) {
        return server + "/" + queue;
    }

    static Map<String, String> offset(Job job) {
        return Map.of(JOB, job.key());
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
        if (offset != null && (offset.size() != 1 || !(offset.get(JOB) instanceof String))) {
            throw new ConnectException(
                    "offset of queue \"" + queue + "\" is neither null nor {\"job\": \"<job key>\"}: " + offset);
        }
    }
}
