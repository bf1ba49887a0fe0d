package io.jobferry.itests.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The values of a topic as a consumer sees them that reads what was committed, and how often each came. One thread. */
final class CommittedJobs implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Integer> seen = new HashMap<>();
    private int records;

    CommittedJobs(String bootstrapServers, String topic) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "metadata.max.age.ms", "1000",
                        "allow.auto.create.topics", "true"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partition = List.of(new TopicPartition(topic, 0));
        consumer.assign(partition);
        consumer.seekToBeginning(partition);
    }

    /** Reads until there were this many different values. */
    void await(int different) {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (seen.size() < different) {
            readSome();
            assertThat(System.nanoTime())
                    .as("%s different values of %s, %s records", seen.size(), different, records)
                    .isLessThan(deadlineNanos);
        }
    }

    /** Reads what is left, and returns how many values came that had come before. */
    int twice() {
        int before;
        do {
            before = records;
            readSome();
        } while (records > before);
        return records - seen.size();
    }

    private void readSome() {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> {
            records++;
            seen.merge(new String(record.value(), StandardCharsets.UTF_8), 1, Integer::sum);
        });
    }

    /** How many different values came. */
    int different() {
        return seen.size();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
