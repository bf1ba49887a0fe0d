package io.jobferry.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** What a worker does with a source task: polls on one thread, and tells on its producer's what became of the records. */
final class SourceWorker implements AutoCloseable {
    private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(10);

    final JobSourceTask task;
    private final ExecutorService producer = Executors.newSingleThreadExecutor();

    /** A worker that runs a task of these properties. */
    SourceWorker(QueueBinding binding, Map<String, String> properties) {
        this.task = new MemorySourceTask(binding);
        task.start(properties);
    }

    /** The properties of a source of these queues that waits shortly; then further names and values. */
    static Map<String, String> properties(String servers, String queues, String... more) {
        Map<String, String> properties = new HashMap<>(
                Map.of("name", "jobs", "memory.servers", servers, "queues", queues, "poll.wait.ms", "50"));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return properties;
    }

    /** One poll; no records where the task has none. */
    List<SourceRecord> poll() throws InterruptedException {
        List<SourceRecord> records = task.poll();
        return records == null ? List.of() : records;
    }

    /** Exactly so many records, in as many polls as it takes. */
    List<SourceRecord> poll(int count) throws InterruptedException {
        List<SourceRecord> records = new ArrayList<>();
        long deadlineNanos = System.nanoTime() + SOON_NANOS;
        while (records.size() < count && System.nanoTime() - deadlineNanos < 0) {
            records.addAll(poll());
        }
        assertThat(records).hasSize(count);
        return records;
    }

    /** Kafka has these. */
    void stored(List<SourceRecord> records) throws Exception {
        for (SourceRecord record : records) {
            tell(record, new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0));
        }
    }

    /** Kafka does not get these: a transformation drops them, or they failed and that is tolerated. */
    void skipped(List<SourceRecord> records) throws Exception {
        for (SourceRecord record : records) {
            tell(record, null);
        }
    }

    private void tell(SourceRecord record, @Nullable RecordMetadata metadata) throws Exception {
        producer.submit(() -> task.commitRecord(record, metadata)).get();
    }

    void stop() {
        task.stop();
    }

    @Override
    public void close() {
        stop();
        producer.shutdownNow();
    }

    static String text(SourceRecord record) {
        return new String((byte[]) record.value(), StandardCharsets.UTF_8);
    }
}
