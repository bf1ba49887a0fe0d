package io.jobferry.connect;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a job for each record, in pipelined batches by queue, at least once or {@linkplain MarkedPuts exactly once}. A batch is in its queues when {@code put} returns, so
 * nothing is left for {@code flush}, and the offsets that the worker commits are those of records that are put.
 *
 * <p>While a server is away or refuses, the worker delivers the batch again and only the rest of it is put: records of
 * one partition may be put in another order than they were written in. The worker calls from one thread.
 */
public abstract class JobSinkTask extends SinkTask {
    private static final Logger LOG = LoggerFactory.getLogger(JobSinkTask.class);

    private final QueueBinding binding;
    private @Nullable Puts puts;

    /** A task that puts into this backend. */
    protected JobSinkTask(QueueBinding binding) {
        this.binding = binding;
    }

    @Override
    public String version() {
        return ConnectorVersion.of(getClass());
    }

    /**
     * Takes the configuration; connects to nothing.
     *
     * @throws org.apache.kafka.common.config.ConfigException if there is something wrong with it
     */
    @Override
    public void start(Map<String, String> props) {
        SinkConfig config = new SinkConfig(binding, props);
        config.requireNoConflicts();
        if (config.isExactlyOnce()) {
            config.warnOfUncommitted();
            puts = new MarkedPuts(config, context);
        } else {
            puts = new RecordPuts(config, context);
        }
        LOG.info("started: records to the queue {} of {}", config.queue(), config.servers());
    }

    /**
     * Puts what is not put yet of these records.
     *
     * @throws org.apache.kafka.connect.errors.RetriableException if some are not put yet; the worker delivers all again
     * @throws org.apache.kafka.connect.errors.ConnectException if a record can never be put, and the configuration or
     *     the worker has no place for it
     */
    @Override
    public void put(Collection<SinkRecord> records) {
        if (puts == null) {
            throw new IllegalStateException("task is not started");
        }
        puts.put(records);
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        if (puts != null) {
            puts.open(partitions);
        }
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        if (puts != null) {
            puts.forget(partitions);
        }
    }

    @Override
    public void stop() {
        if (puts != null) {
            puts.close();
            puts = null;
        }
    }
}
