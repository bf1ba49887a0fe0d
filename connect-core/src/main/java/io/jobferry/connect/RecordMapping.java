package io.jobferry.connect;

import io.jobferry.Job;
import io.jobferry.consume.Delivery;
import java.util.List;
import java.util.Map;
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

    /** The record of a delivered job, at this position. */
    JobRecord record(Guarantee guarantee, Delivery delivery, Map<String, String> partition, Map<String, ?> offset) {
        Job job = delivery.job();
        return new JobRecord(
                guarantee,
                delivery,
                partition,
                offset,
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
