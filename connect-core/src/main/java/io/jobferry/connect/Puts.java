package io.jobferry.connect;

import java.util.Collection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The work of a started sink task: {@link RecordPuts}, at least once, or {@link MarkedPuts}, exactly once. Owned by the
 * task's thread.
 */
interface Puts extends AutoCloseable {
    /** These partitions are the task's from now on. */
    void open(Collection<TopicPartition> partitions);

    /** As {@link JobSinkTask#put}. */
    void put(Collection<SinkRecord> records);

    /** These partitions are not the task's any more. */
    void forget(Collection<TopicPartition> partitions);

    @Override
    void close();
}
