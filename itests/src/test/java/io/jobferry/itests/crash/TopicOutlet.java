package io.jobferry.itests.crash;

import static org.apache.kafka.common.IsolationLevel.READ_COMMITTED;
import static org.apache.kafka.common.IsolationLevel.READ_UNCOMMITTED;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic of one partition, as one sees it who reads what was committed. */
final class TopicOutlet implements Outlet {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Admin admin;
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
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
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

    /** A transaction that was committed is seen a little later, once the broker has told the partition so. */
    @Override
    public void settle() throws InterruptedException {
        await("the last transaction is over")
                .atMost(PATIENCE)
                .until(() -> end(READ_COMMITTED) == end(READ_UNCOMMITTED));
        long end = end(READ_COMMITTED);
        while (consumer.position(partition) < end) {
            arrived();
        }
    }

    private long end(IsolationLevel isolation) throws InterruptedException {
        try {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
                    .partitionResult(partition)
                    .get()
                    .offset();
        } catch (ExecutionException e) {
            throw new IllegalStateException("no end of " + partition, e);
        }
    }

    @Override
    public void close() {
        admin.close();
        consumer.close();
    }
}
