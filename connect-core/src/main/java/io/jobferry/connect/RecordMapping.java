package io.jobferry.connect;

import io.jobferry.Job;
import io.jobferry.consume.Delivery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;

/** Makes records of the jobs of one server, as the configuration says. Owned by the task's thread. */
final class RecordMapping {
    private static final String PREFIX = "jobferry.";

    private final String server;
    private final TopicTemplate topic;
    private final RecordKey key;
    private final ValueType value;
    private final boolean withHeaders;
    private final Map<String, Origin> origins = new HashMap<>();

    /** What the records of a queue share: workers look each record's partition up, and the same one is found sooner. */
    private record Origin(String topic, Map<String, String> partition) {}

    RecordMapping(SourceConfig config, String server) {
        this.server = server;
        this.topic = config.topic();
        this.key = config.recordKey();
        this.value = config.valueType();
        this.withHeaders = config.includesHeaders();
    }

    /** The record of a delivered job, at this position. */
    JobRecord record(Guarantee guarantee, Delivery delivery, Map<String, ?> offset) {
        Job job = delivery.job();
        Origin origin = origins.computeIfAbsent(job.queue(), this::origin);
        return new JobRecord(
                guarantee,
                delivery,
                origin.partition,
                offset,
                origin.topic,
                key.of(job),
                value.of(job.body()),
                withHeaders ? headers(job) : List.of());
    }

    private Origin origin(String queue) {
        return new Origin(topic.topic(queue), SourcePosition.partition(server, queue));
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
