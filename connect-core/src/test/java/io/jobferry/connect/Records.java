package io.jobferry.connect;

import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Sink records without the dozen arguments of their constructor. */
final class Records {
    private Records() {}

    /** A record of partition 0 without a schema. */
    static SinkRecord record(String topic, long offset, @Nullable Object value) {
        return new SinkRecord(topic, 0, null, null, null, value, offset);
    }

    static SinkRecord record(Schema schema, Object value) {
        return new SinkRecord("mail", 0, null, null, schema, value, 0);
    }

    /** A record with headers without schemas. */
    static SinkRecord withHeaders(SinkRecord record, Map<String, ? extends Object> headers) {
        ConnectHeaders connect = new ConnectHeaders();
        headers.forEach((name, value) -> connect.add(name, new SchemaAndValue(null, value)));
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                null,
                null,
                record.valueSchema(),
                record.value(),
                null,
                connect);
    }

    /** The record as a transform leaves it that renames topics. */
    static SinkRecord renamed(SinkRecord record, String topic) {
        return new SinkRecord(
                topic,
                record.kafkaPartition(),
                null,
                null,
                record.valueSchema(),
                record.value(),
                record.kafkaOffset(),
                null,
                TimestampType.NO_TIMESTAMP_TYPE,
                record.headers(),
                record.originalTopic(),
                record.originalKafkaPartition(),
                record.originalKafkaOffset());
    }
}
