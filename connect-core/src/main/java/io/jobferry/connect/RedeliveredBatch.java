package io.jobferry.connect;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What is done of a batch that the worker delivers again and again until all of it is. Records are known by where they
 * were read: a transform may have given them another topic. Owned by the task's thread.
 */
final class RedeliveredBatch {
    private final Map<TopicPartition, Set<Long>> doneOffsets = new HashMap<>();

    /** Whether this record needs nothing more. */
    boolean isDone(SinkRecord record) {
        return doneOffsets.getOrDefault(partition(record), Set.of()).contains(record.originalKafkaOffset());
    }

    /** This record needs nothing more. */
    void done(SinkRecord record) {
        doneOffsets
                .computeIfAbsent(partition(record), unused -> new HashSet<>())
                .add(record.originalKafkaOffset());
    }

    /**
     * These partitions are not ours any more. Should they come back, their records are put again: what was read at an
     * offset before need not be what is there then.
     */
    void forget(Collection<TopicPartition> partitions) {
        doneOffsets.keySet().removeAll(partitions);
    }

    /** All of it is done. */
    void complete() {
        doneOffsets.clear();
    }

    private static TopicPartition partition(SinkRecord record) {
        return new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
    }
}
