package io.jobferry.connect;

import io.jobferry.Job;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;

/** What the key of a source's records is: the values of {@code record.key}. */
enum RecordKey {
    NONE,
    JOB_KEY,
    QUEUE;

    SchemaAndValue of(Job job) {
        return switch (this) {
            case NONE -> SchemaAndValue.NULL;
            case JOB_KEY -> new SchemaAndValue(Schema.STRING_SCHEMA, job.key());
            case QUEUE -> new SchemaAndValue(Schema.STRING_SCHEMA, job.queue());
        };
    }
}
