package io.jobferry.connect;

import io.jobferry.Body;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;

/** What a job's body becomes: the values of {@code value.type}. */
enum ValueType {
    BYTES,
    STRING;

    SchemaAndValue of(Body body) {
        return switch (this) {
            case BYTES -> new SchemaAndValue(Schema.BYTES_SCHEMA, body.bytes());
            case STRING -> new SchemaAndValue(Schema.STRING_SCHEMA, body.utf8());
        };
    }
}
