package io.jobferry.connect;

import io.jobferry.Body;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record's value as a job's body: bytes as they are, text in UTF-8, all else as plain JSON without a schema (decimals
 * as numbers, dates and times as Connect's own numbers, bytes inside as base64). Owned by the task's thread.
 */
final class ValueBytes implements AutoCloseable {
    private final JsonConverter json = new JsonConverter();

    ValueBytes() {
        json.configure(Map.of("schemas.enable", "false", "decimal.format", "NUMERIC"), false);
    }

    /**
     * The body.
     *
     * @throws MalformedRecordException if JSON has no form for the value
     */
    Body body(SinkRecord record) {
        Object value = record.value();
        if (value instanceof byte[] bytes) {
            return Body.of(bytes);
        }
        if (value instanceof ByteBuffer buffer) {
            return Body.of(bytes(buffer));
        }
        if (value instanceof String text) {
            return Body.utf8(text);
        }
        return Body.of(json(record));
    }

    /** A copy, since the record is put again if it has to: the buffer's position stays where it is. */
    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private byte[] json(SinkRecord record) {
        try {
            return json.fromConnectData(record.topic(), record.valueSchema(), record.value());
        } catch (RuntimeException e) {
            // Not DataException alone: the converter casts what does not fit its schema.
            throw new MalformedRecordException(
                    "value has no form in JSON: " + record.value().getClass().getName(), e);
        }
    }

    @Override
    public void close() {
        json.close();
    }
}
