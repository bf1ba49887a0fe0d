package io.jobferry.itests.connect;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The broker's topics, of one partition each, which are made when they are first used. Any thread. */
final class Topics implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaProducer<byte[], byte @Nullable []> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Admin admin;

    Topics(String bootstrapServers) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "metadata.max.age.ms",
                "1000",
                "default.api.timeout.ms",
                "60000");
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.admin = Admin.create(config);
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    void write(String topic, String... values) {
        write(Arrays.stream(values)
                .map(value -> record(topic, value.getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    void write(String topic, byte @Nullable [] value, Header... headers) {
        write(List.of(record(topic, value, headers)));
    }

    private static ProducerRecord<byte[], byte @Nullable []> record(
            String topic, byte @Nullable [] value, Header... headers) {
        return new ProducerRecord<>(topic, null, null, null, value, List.of(headers));
    }

    private void write(List<ProducerRecord<byte[], byte @Nullable []>> records) {
        List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
        sent.forEach(each -> now(() -> each.get().offset()));
    }

    /** All records of the topic, once it has at least this many. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic, int atLeast) {
        Awaitility.await(atLeast + " records in " + topic)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> count(topic) >= atLeast);
        TopicPartition partition = new TopicPartition(topic, 0);
        return read(partition, end(partition));
    }

    /** The consumer is no more than one thread's. */
    private synchronized List<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition, long end) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (consumer.position(partition) < end) {
            records.addAll(consumer.poll(Duration.ofMillis(500)).records(partition));
        }
        return records;
    }

    /** The different values of a topic as texts, once it has at least this many records. */
    Set<String> texts(String topic, int atLeast) {
        return texts(read(topic, atLeast));
    }

    static Set<String> texts(Collection<ConsumerRecord<byte[], byte[]>> records) {
        Set<String> texts = new TreeSet<>();
        records.forEach(record -> texts.add(new String(record.value(), StandardCharsets.UTF_8)));
        return texts;
    }

    /** How many records the topic has; none if there is no such topic. */
    long count(String topic) {
        return end(new TopicPartition(topic, 0));
    }

    private long end(TopicPartition partition) {
        if (!now(() -> admin.listTopics().names().get().contains(partition.topic()))) {
            return 0;
        }
        return now(() -> admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset());
    }

    private static <T> T now(Callable<T> answer) {
        try {
            return answer.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kafka was asked", e);
        } catch (Exception e) {
            throw new IllegalStateException("no answer of Kafka", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
        consumer.close();
        admin.close();
    }
}
