package io.jobferry.connect;

import io.jobferry.consume.Delivery;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A record that holds the delivery it was made of, so that no call need be counted to know which job it is, and what is
 * promised of it.
 */
final class JobRecord extends SourceRecord {
    private final Guarantee guarantee;
    private final Delivery delivery;

    JobRecord(
            Guarantee guarantee,
            Delivery delivery,
            Map<String, String> partition,
            Map<String, ?> offset,
            String topic,
            SchemaAndValue key,
            SchemaAndValue value,
            Iterable<Header> headers) {
        super(
                partition,
                offset,
                topic,
                null, // the producer chooses the partition
                key.schema(),
                key.value(),
                value.schema(),
                value.value(),
                null, // and the worker the time
                headers);
        this.guarantee = guarantee;
        this.delivery = delivery;
    }

    /** Kafka has it. */
    void stored() {
        guarantee.stored(delivery);
    }

    Delivery delivery() {
        return delivery;
    }

    /** Only itself: a worker may keep records in a map, and each is a delivery of its own, also a second one of its job. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
