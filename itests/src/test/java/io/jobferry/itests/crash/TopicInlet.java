package io.jobferry.itests.crash;

import io.jobferry.PutResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of one partition. */
final class TopicInlet implements Inlet {
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final LongSupplier carried;
    private volatile long end;

    /**
     * A topic, which is made at the first put.
     *
     * @param carried up to which offset its records were carried; -1 if that cannot be told at the moment
     */
    TopicInlet(String bootstrapServers, String topic, LongSupplier carried) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
        this.topic = topic;
        this.carried = carried;
    }

    @Override
    public void put(List<Integer> numbers, Account account) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int number : numbers) {
            byte[] value = Account.body(number).getBytes(StandardCharsets.UTF_8);
            sent.add(producer.send(new ProducerRecord<>(topic, value)));
        }
        for (int i = 0; i < sent.size(); i++) {
            account.answered(numbers.get(i), answer(sent.get(i)));
        }
    }

    private PutResult.Kind answer(Future<RecordMetadata> sent) {
        try {
            end = sent.get().offset() + 1;
            return PutResult.Kind.PUT;
        } catch (ExecutionException e) {
            return PutResult.Kind.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return PutResult.Kind.UNKNOWN;
        }
    }

    @Override
    public boolean isEmpty() {
        return carried.getAsLong() >= end;
    }

    @Override
    public String left() {
        return "records from " + carried.getAsLong() + " to " + end;
    }

    @Override
    public void close() {
        producer.close();
    }
}
