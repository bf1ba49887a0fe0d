package io.jobferry.connect;

import io.jobferry.Job;
import io.jobferry.consume.Delivery;
import java.util.List;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;

/** Makes records of jobs, as the configuration says. Immutable; any thread. */
final class RecordMapping {
    private static final String PREFIX = "jobferry.";

    private final TopicTemplate topic;
    private final RecordKey key;
    private final ValueType value;
    private final boolean withHeaders;

    RecordMapping(SourceConfig config) {
        this.topic = config.topic();
        this.key = config.recordKey();
        this.value = config.valueType();
        this.withHeaders = config.includesHeaders();
    }

    /** The record of a job that this server delivered. */
    JobRecord record(String server, Delivery delivery) {
        Job job = delivery.job();
        return new JobRecord(
                delivery,
                SourcePosition.partition(server, job.queue()),
                SourcePosition.offset(job),
                topic.topic(job.queue()),
                key.of(job),
                value.of(job.body()),
                withHeaders ? headers(job) : List.of());
    }

    private static Iterable<Header> headers(Job job) {
        ConnectHeaders headers = new ConnectHeaders();
        job.facts().forEach((name, fact) -> headers.addString(PREFIX + name, fact));
        headers.addString(PREFIX + "queue", job.queue());
        headers.addString(PREFIX + "job.id", job.id());
        headers.addString(PREFIX + "job.key", job.key());
        job.attempt().ifPresent(attempt -> headers.addInt(PREFIX + "attempt", attempt));
        return headers;
    }
}
