package io.jobferry.connect;

import io.jobferry.connect.SourcePosition.Unconfirmed;
import io.jobferry.consume.Delivery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes jobs from queues and makes records of them, at least once or {@linkplain ExactlyOnce exactly once}: a job is
 * acknowledged when Kafka has its record, and not before. Until then it is held and its lease extended, also while the task is paused. A server that cannot be
 * reached does not fail the task: there are just no records of it.
 *
 * <p>Each backend has a subclass with a public constructor without parameters.
 *
 * <ul>
 *   <li>I1: only {@link #poll} takes jobs, on one thread; it takes none in advance, so that all that is held was handed
 *       to the worker.
 *   <li>I2: {@link #commitRecord} comes from any thread, also during a poll. It only ends the delivery that the record
 *       holds: no I/O, nothing counted, nothing thrown. What it meets is thrown by the next poll.
 *   <li>I3: {@link #start} and {@link #stop} come one after the other, stop from any thread, any number of times, also
 *       where start failed; it ends a waiting poll. What is ended after it changes nothing.
 * </ul>
 */
public abstract class JobSourceTask extends SourceTask {
    private static final Logger LOG = LoggerFactory.getLogger(JobSourceTask.class);

    private final QueueBinding binding;
    private final LostLeases lost = new LostLeases();
    private final AtomicReference<@Nullable ConnectException> failure = new AtomicReference<>(); // I2
    private final WorkerTransactions transactions = new WorkerTransactions();
    private volatile @Nullable Running running; // I3

    /** A task that is not started. */
    protected JobSourceTask(QueueBinding binding) {
        this.binding = binding;
    }

    /** What a started task has. */
    private record Running(SourceConfig config, HeldServers servers) {}

    @Override
    public String version() {
        return ConnectorVersion.of(getClass());
    }

    /**
     * Starts; does not wait for a server.
     *
     * @throws ConfigException if a key is missing, or a value or a combination of values is refused
     */
    @Override
    public void start(Map<String, String> properties) {
        SourceConfig config = new SourceConfig(binding, properties);
        config.requireNoConflicts();
        running = new Running(config, HeldServers.open(config, lost, left(config)));
        LOG.info("source of {} at {} started", config.queues(), config.servers());
    }

    /** What the task before this one left unconfirmed, by places. */
    private Map<String, Unconfirmed> left(SourceConfig config) {
        Map<String, Unconfirmed> left = new HashMap<>();
        if (config.isExactlyOnce()) {
            Map<String, Map<String, String>> partitions = new HashMap<>();
            config.partitions().forEach(place -> partitions.put(place, SourcePosition.partition(place)));
            Map<Map<String, String>, Map<String, Object>> offsets =
                    context.offsetStorageReader().offsets(partitions.values());
            partitions.forEach(
                    (place, partition) -> left.put(place, SourcePosition.unconfirmed(place, offsets.get(partition))));
        }
        return left;
    }

    /**
     * Records of jobs; null if none came within {@code poll.wait.ms}, or too many jobs are in flight.
     *
     * @throws ConnectException if a record was skipped and {@code skipped.records} is {@code fail}, or each job is to come
     *     exactly once and the worker has no transactions
     */
    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        throwFailure();
        Running now = running;
        if (now == null) {
            return null; // stopped
        }
        boolean first = !transactions.polls();
        if (now.config.isExactlyOnce() && !transactions.isTransactional()) {
            if (first) {
                return null; // the worker shows itself before any job is taken
            }
            throw new ConnectException(
                    "exactly.once.support is required, and this worker has no transactions: it takes a"
                            + " distributed worker with exactly.once.source.support=enabled");
        }
        if (transactions.isTransactional()) {
            transactions.dropped(now.servers.open()).forEach(this::skipped);
            throwFailure();
        }
        List<JobRecord> records = now.servers.take(now.config.batchSize(), now.config.pollWait());
        return records.isEmpty() ? null : List.copyOf(records);
    }

    /**
     * Acknowledges the record's job.
     *
     * @param metadata where the record is in Kafka; null if it is not there
     */
    @Override
    public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        try {
            JobRecord ours = (JobRecord) record;
            if (metadata == null) {
                skipped(ours.delivery());
            } else {
                ours.stored();
            }
        } catch (RuntimeException e) {
            fail(new ConnectException("record is not acknowledged", e));
        }
    }

    /** The worker has committed offsets, and a transaction where it has any. */
    @Override
    public void commit() {
        transactions.committed();
    }

    private void skipped(Delivery delivery) {
        Running now = running;
        if (now != null) {
            now.config
                    .skippedRecords()
                    .outcome()
                    .ifPresentOrElse(delivery::settle, () -> fail(skippedRecord(delivery)));
        }
    }

    private static ConnectException skippedRecord(Delivery delivery) {
        return new ConnectException("record of job " + delivery.job().key() + " of queue \""
                + delivery.job().queue() + "\" was not written to Kafka, and skipped.records is fail");
    }

    private void fail(ConnectException error) {
        failure.compareAndSet(null, error);
    }

    private void throwFailure() {
        ConnectException error = failure.get();
        if (error != null) {
            throw error;
        }
    }

    /** Acknowledges what Kafka has and gives back the rest, no attempt used. */
    @Override
    public void stop() {
        Running stopping = running;
        running = null;
        if (stopping != null) {
            stopping.servers.close();
            LOG.info(
                    "source of {} at {} stopped; {} jobs were taken back before Kafka had them",
                    stopping.config.queues(),
                    stopping.config.servers(),
                    lost.count());
        }
    }
}
