package io.jobferry.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/**
 * What a worker with exactly-once support does with a source task, all on the one thread that polls: a transaction a poll
 * of the records and the last one's offset, then what became of them, and the commit. Records that a transformation
 * drops are reported along with the next transaction that has any record.
 */
public final class TransactionalWorker implements AutoCloseable {
    private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(30);

    final JobSourceTask task;
    private final Kafka kafka;
    private final Predicate<SourceRecord> drops;
    private final Map<SourceRecord, @Nullable RecordMetadata> committable = new LinkedHashMap<>();
    private final Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
    private final List<String> sent = new ArrayList<>();

    /** What is committed; it outlives workers. */
    static final class Kafka {
        final List<String> values = new ArrayList<>();
        final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();
    }

    /** A worker that starts this task, and drops some of its records. */
    TransactionalWorker(
            JobSourceTask task, Map<String, String> properties, Kafka kafka, Predicate<SourceRecord> drops) {
        this.task = task;
        this.kafka = kafka;
        this.drops = drops;
        task.initialize(new Context(kafka, properties));
        task.start(properties);
    }

    /** Polls, sends and commits until Kafka has so many records in all. */
    public void carry(int records) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + SOON_NANOS;
        while (kafka.values.size() < records) {
            assertThat(System.nanoTime()).as(kafka.values + " in Kafka").isLessThan(deadlineNanos);
            turn();
        }
    }

    /** One poll and its transaction; returns how many records there were. */
    public int turn() throws InterruptedException {
        List<SourceRecord> records = poll();
        send(records);
        commit();
        return records.size();
    }

    List<SourceRecord> poll() throws InterruptedException {
        List<SourceRecord> records = task.poll();
        return records == null ? List.of() : records;
    }

    /** The first polls until there are records, which are not sent. */
    public List<SourceRecord> pollSome() throws InterruptedException {
        long deadlineNanos = System.nanoTime() + SOON_NANOS;
        List<SourceRecord> records = poll();
        while (records.isEmpty()) {
            assertThat(System.nanoTime()).as("no records").isLessThan(deadlineNanos);
            commit();
            records = poll();
        }
        return records;
    }

    /** Sends, as a part of the transaction under way, what is not dropped. */
    public void send(List<SourceRecord> records) {
        for (SourceRecord record : records) {
            if (drops.test(record)) {
                committable.put(record, null);
            } else {
                offsets.put(record.sourcePartition(), record.sourceOffset());
                sent.add(new String((byte[]) record.value(), StandardCharsets.UTF_8));
                committable.put(record, new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0));
            }
        }
    }

    /** Commits, as at the end of each poll and at a pause, and tells the task. */
    public void commit() {
        if (!sent.isEmpty()) {
            commitSilently();
            committable.forEach(task::commitRecord);
            committable.clear();
        }
        task.commit();
    }

    /** Commits, and dies before the task hears of it: what it held goes back. */
    public void commitAndDie() {
        commitSilently();
        close();
    }

    /** Commits, and the task does not hear of it: it goes on to hold what is in Kafka. */
    public void commitSilently() {
        kafka.values.addAll(sent);
        sent.clear();
        offsets.forEach((partition, offset) -> kafka.offsets.put(partition, stored(offset)));
        offsets.clear();
    }

    /** An offset as it is read again. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> stored(Map<String, ?> offset) {
        try (JsonConverter json = new JsonConverter()) {
            json.configure(Map.of("schemas.enable", "false"), false);
            byte[] bytes = json.fromConnectData("offsets", null, offset);
            return (Map<String, Object>) json.toConnectData("offsets", bytes).value();
        }
    }

    /** Stops the task, or dies: what was not reported goes back. */
    @Override
    public void close() {
        task.stop();
    }

    private record Context(Kafka kafka, Map<String, String> configs) implements SourceTaskContext, OffsetStorageReader {
        @Override
        public OffsetStorageReader offsetStorageReader() {
            return this;
        }

        @Override
        public <T> Map<String, Object> offset(Map<String, T> partition) {
            throw new AssertionError("the task asks for one offset: " + partition);
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
            Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
            partitions.forEach(partition -> found.put(partition, kafka.offsets.get(partition)));
            return found;
        }

        @Override
        public PluginMetrics pluginMetrics() {
            throw new AssertionError("the task asks for metrics");
        }
    }
}
