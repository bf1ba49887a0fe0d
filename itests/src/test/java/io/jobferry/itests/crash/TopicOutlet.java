package io.jobferry.itests.crash;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic of one partition, as one sees it who reads what was committed. */
final class TopicOutlet implements Outlet {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final Account account;
    private int arrived;

    TopicOutlet(String bootstrapServers, String topic, Account account) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "metadata.max.age.ms", "1000",
                        "allow.auto.create.topics", "true"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.partition = new TopicPartition(topic, 0);
        this.account = account;
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    @Override
    public int arrived() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
            account.came(new String(record.value(), StandardCharsets.UTF_8));
            arrived++;
        }
        return arrived;
    }

    @Override
    public void settle() {
        long end = end();
        while (consumer.position(partition) < end) {
            arrived();
        }
    }

    private long end() {
        return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
