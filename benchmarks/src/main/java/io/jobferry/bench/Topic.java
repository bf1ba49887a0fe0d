package io.jobferry.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic of one round, with one partition; it is deleted at the end. One thread. */
final class Topic implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int BATCH_BYTES = 1 << 18;
    private static final int LINGER_MILLIS = 5;

    private final String name;
    private final Map<String, Object> broker;
    private final Admin admin;
    private final TopicPartition partition;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** A new one, without records. */
    Topic(String name, String bootstrapServers) throws InterruptedException, ExecutionException {
        this.name = name;
        this.broker = Map.of("bootstrap.servers", bootstrapServers);
        this.admin = Admin.create(broker);
        this.partition = new TopicPartition(name, 0);
        admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
    }

    /** Writes all bodies of the round. */
    void fill(Round round) throws InterruptedException, ExecutionException {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker.get("bootstrap.servers"),
                "batch.size",
                BATCH_BYTES,
                "linger.ms",
                LINGER_MILLIS);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>(round.jobs());
            for (byte[] body : round.next(round.jobs())) {
                sent.add(producer.send(new ProducerRecord<>(name, 0, null, body)));
            }
            producer.flush();
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }

    /** How far committed records reach; the marks at the ends of transactions count, too. */
    long length() {
        return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    /** Reads committed records until all of the round have come. */
    void drain(Round round) {
        consumer.seekToBeginning(List.of(partition));
        long cameNanos = System.nanoTime();
        while (round.left() > 0) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PAUSE)) {
                round.took(record.value());
                cameNanos = System.nanoTime();
            }
            if (System.nanoTime() - cameNanos > PATIENCE.toNanos()) {
                throw new IllegalStateException(round.left() + " records of " + round.jobs() + " are not in " + name);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
        admin.deleteTopics(List.of(name));
        admin.close();
    }
}
