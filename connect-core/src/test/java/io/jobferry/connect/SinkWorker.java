package io.jobferry.connect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/** Runs a sink task as Kafka's WorkerSinkTask does: one thread, and the same records again after a retriable error. */
final class SinkWorker implements SinkTaskContext, AutoCloseable {
    private static final int MOST_TRIES = 100;

    final JobSinkTask task;
    /** The waits that the task asked for. */
    final List<Long> timeouts = new ArrayList<>();
    /** What the task handed to the error reporter, and why. */
    final Map<SinkRecord, String> reported = new HashMap<>();

    /** From where the task wants partitions to be read again. */
    final Map<TopicPartition, Long> rewinds = new HashMap<>();

    int reports;
    boolean hasReporter = true;
    CompletableFuture<Void> reportEnds = CompletableFuture.completedFuture(null);

    private final Map<String, String> properties;

    SinkWorker(QueueBinding binding, Map<String, String> properties) {
        this.task = new JobSinkTask(binding) {};
        this.properties = properties;
        task.initialize(this);
    }

    SinkWorker start() {
        task.start(properties);
        return this;
    }

    /** Delivers the records until the task has put them; returns how many tries failed. */
    int deliver(SinkRecord... records) {
        for (int failures = 0; failures < MOST_TRIES; failures++) {
            int waits = timeouts.size();
            if (deliverOnce(records)) {
                return failures;
            }
            if (timeouts.size() != waits + 1 || timeouts.get(waits) <= 0) {
                throw new AssertionError("the task did not ask for a wait before it is called again");
            }
        }
        throw new AssertionError("the task is stuck: it was called " + MOST_TRIES + " times");
    }

    /** Delivers the records once; returns whether the task has put them all. */
    boolean deliverOnce(SinkRecord... records) {
        try {
            task.put(new ArrayList<>(List.of(records)));
            return true;
        } catch (RetriableException e) {
            return false;
        }
    }

    @Override
    public Map<String, String> configs() {
        return properties;
    }

    @Override
    public void timeout(long timeoutMs) {
        timeouts.add(timeoutMs);
    }

    @Override
    public @Nullable ErrantRecordReporter errantRecordReporter() {
        return hasReporter ? this::report : null;
    }

    private Future<Void> report(SinkRecord record, Throwable error) {
        reports++;
        reported.put(record, String.valueOf(error.getMessage()));
        return reportEnds;
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        rewinds.put(partition, offset);
    }

    @Override
    public Set<TopicPartition> assignment() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void pause(TopicPartition... partitions) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void resume(TopicPartition... partitions) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void requestCommit() {
        throw new UnsupportedOperationException();
    }

    @Override
    public PluginMetrics pluginMetrics() {
        throw new UnsupportedOperationException();
    }

    /** Ends the task as a worker does: its partitions first. */
    @Override
    public void close() {
        Collection<TopicPartition> none = List.of();
        task.close(none);
        task.stop();
    }
}
