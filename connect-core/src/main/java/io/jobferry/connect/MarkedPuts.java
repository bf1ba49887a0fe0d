package io.jobferry.connect;

import io.jobferry.Backend;
import io.jobferry.QueueException;
import io.jobferry.connect.MarkedQueue.Mark;
import io.jobferry.connect.MarkedQueue.Marked;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Records into one queue, each once. The queue itself says up to where a partition's records are in it, and changes that
 * in the same step in which it takes more: so whatever is delivered again, by Kafka, to this task or to another, is told
 * from what is new. Kafka's own offsets are only where a worker begins to read.
 *
 * <pre>
 *   first put     ask the queue for the mark of each partition, and have Kafka read again from it
 *   first record  at the mark: it must be the one that was put then; before it: the topic is another; after it: fine,
 *                 a transformation or compaction took that one
 *   put           jobs behind the mark, and the last one's offset as the mark, in one step
 *   no answer     the batch again: the queue knows what of it it has
 *   mark is lower than it was: a failover lost some; read again from there
 * </pre>
 *
 * <p>A topic that was deleted and made again begins at 0: its records would pass for old ones. So the record at the mark
 * is read again and its timestamp compared. Owned by the task's thread.
 */
final class MarkedPuts implements Puts {
    private final SinkTaskContext context;
    private final String connector;
    private final JobMapping mapping;
    private final Backend backend;
    private final MarkedQueue queue;
    private final MalformedRecords malformed;
    private final PutOutage outage = new PutOutage();

    /** The partitions of which nobody has asked the queue yet. */
    private final Set<TopicPartition> unknown = new HashSet<>();

    private final Map<TopicPartition, Mark> marks = new HashMap<>();

    /** Those that Kafka reads again from their mark, and of which no record has come since. */
    private final Set<TopicPartition> rewound = new HashSet<>();

    /**
     * Those of which the rest of the present batch is left out, because Kafka reads it again from further back. The worker
     * delivers a batch again before it does so, where another partition's part of it failed.
     */
    private final Set<TopicPartition> leftOut = new HashSet<>();

    MarkedPuts(SinkConfig config, SinkTaskContext context) {
        this.context = context;
        this.connector = config.connector();
        this.mapping = new JobMapping(config);
        this.backend = config.open().get(0);
        this.queue = config.markedQueue(backend).orElseThrow();
        this.malformed = new MalformedRecords(config.onMalformed(), context.errantRecordReporter());
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        unknown.addAll(partitions);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        try {
            learn();
            Map<TopicPartition, List<SinkRecord>> parts = new LinkedHashMap<>();
            for (SinkRecord record : records) {
                TopicPartition partition = partition(record);
                if (!leftOut.contains(partition)) {
                    parts.computeIfAbsent(partition, unused -> new ArrayList<>())
                            .add(record);
                }
            }
            parts.forEach(this::put);
            malformed.awaitReports(reported -> {});
            leftOut.clear();
            outage.over();
        } catch (QueueException e) {
            String text = "jobs are not in their queue yet (" + backend.name() + "): " + e.getMessage();
            context.timeout(outage.failed(text).toMillis());
            throw new RetriableException(text, e);
        }
    }

    /** Asks for the marks of new partitions, and has them read again from there. */
    private void learn() {
        for (TopicPartition partition : List.copyOf(unknown)) {
            Mark mark = queue.mark(name(connector, partition));
            marks.put(partition, mark);
            unknown.remove(partition);
            if (mark.offset() >= 0) {
                reread(partition, mark);
            }
        }
    }

    private void reread(TopicPartition partition, Mark mark) {
        marks.put(partition, mark);
        rewound.add(partition);
        leftOut.add(partition);
        context.offset(partition, Math.max(0, mark.offset()));
    }

    private void put(TopicPartition partition, List<SinkRecord> records) {
        Mark mark = marks.getOrDefault(partition, Mark.NONE);
        if (rewound.remove(partition)) {
            requireSameTopic(partition, mark, records.get(0));
        }
        List<Marked> jobs = new ArrayList<>(records.size());
        for (SinkRecord record : records) {
            if (record.originalKafkaOffset() > mark.offset()) {
                addJob(jobs, record);
            }
        }
        if (jobs.isEmpty()) {
            return;
        }
        Mark reached = queue.put(name(connector, partition), mark, jobs);
        if (reached.offset() < mark.offset()) {
            reread(partition, reached);
        } else {
            marks.put(partition, reached);
        }
    }

    private void addJob(List<Marked> jobs, SinkRecord record) {
        try {
            mapping.job(record).ifPresent(job -> {
                queue.check(job.job());
                jobs.add(new Marked(new Mark(record.originalKafkaOffset(), timestamp(record)), job.job()));
            });
        } catch (IllegalArgumentException e) {
            malformed.take(record, new MalformedRecordException(String.valueOf(e.getMessage()), e));
        } catch (MalformedRecordException e) {
            malformed.take(record, e);
        }
    }

    private static void requireSameTopic(TopicPartition partition, Mark mark, SinkRecord first) {
        boolean same = first.originalKafkaOffset() > mark.offset()
                || (first.originalKafkaOffset() == mark.offset()
                        && (mark.timestamp() < 0 || mark.timestamp() == timestamp(first)));
        if (!same) {
            throw new ConnectException(
                    "topic of " + partition + " is not the one that was read before: its first record at"
                            + " or behind offset " + mark.offset() + " is at " + first.originalKafkaOffset()
                            + " with timestamp "
                            + timestamp(first) + ", not " + mark.timestamp()
                            + "; reset the connector's offsets to read it from its beginning");
        }
    }

    private static long timestamp(SinkRecord record) {
        Long timestamp = record.timestamp();
        return timestamp == null ? -1 : timestamp;
    }

    /** What a partition is called beside the queue. */
    static String name(String connector, TopicPartition partition) {
        return connector + "/" + partition.topic() + "-" + partition.partition();
    }

    private static TopicPartition partition(SinkRecord record) {
        return new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
    }

    @Override
    public void forget(Collection<TopicPartition> partitions) {
        unknown.removeAll(partitions);
        marks.keySet().removeAll(partitions);
        rewound.removeAll(partitions);
        leftOut.removeAll(partitions);
    }

    @Override
    public void close() {
        mapping.close();
        queue.close();
        backend.close();
    }
}
