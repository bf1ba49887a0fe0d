package io.jobferry.connect;

import static io.jobferry.connect.SourceWorker.properties;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** What a job looks like as a record. */
class SourceRecordTest {
    private final MemoryServer server = new MemoryServer();

    @Test
    void without_more_ado_the_body_goes_to_the_queues_topic_as_bytes_without_a_key() throws Exception {
        SourceRecord record = record("mail", "a\0ü");

        assertThat(record.topic()).isEqualTo("mail");
        assertThat(record.kafkaPartition()).isNull();
        assertThat(record.keySchema()).isNull();
        assertThat(record.key()).isNull();
        assertThat(record.valueSchema()).isEqualTo(Schema.BYTES_SCHEMA);
        assertThat((byte[]) record.value()).isEqualTo("a\0ü".getBytes(StandardCharsets.UTF_8));
        assertThat(record.timestamp()).isNull();
    }

    @Test
    void an_empty_body_is_an_empty_value_and_not_null() throws Exception {
        assertThat((byte[]) record("mail", "").value()).isEmpty();
    }

    @Test
    void the_value_can_be_text() throws Exception {
        SourceRecord record = record("mail", "ü", "value.type", "string");

        assertThat(record.valueSchema()).isEqualTo(Schema.STRING_SCHEMA);
        assertThat(record.value()).isEqualTo("ü");
    }

    @Test
    void the_key_can_be_the_jobs_key() throws Exception {
        SourceRecord record = record("mail", "a", "record.key", "job.key");

        assertThat(record.keySchema()).isEqualTo(Schema.STRING_SCHEMA);
        assertThat(record.key()).isEqualTo(headers(record).get("jobferry.job.key"));
    }

    @Test
    void the_key_can_be_the_queue() throws Exception {
        SourceRecord record = record("mail", "a", "record.key", "queue");

        assertThat(record.keySchema()).isEqualTo(Schema.STRING_SCHEMA);
        assertThat(record.key()).isEqualTo("mail");
    }

    @Test
    void the_topic_follows_its_template() throws Exception {
        assertThat(record("mail/out", "a", "topic", "jobs.${queue}").topic()).isEqualTo("jobs.mail_out");
    }

    @Test
    void headers_tell_of_the_job() throws Exception {
        Map<String, Object> headers = headers(record("mail", "a"));

        assertThat(headers)
                .containsOnlyKeys("jobferry.queue", "jobferry.job.id", "jobferry.job.key", "jobferry.attempt")
                .containsEntry("jobferry.queue", "mail")
                .containsEntry("jobferry.attempt", 1);
        assertThat((String) headers.get("jobferry.job.key")).endsWith((String) headers.get("jobferry.job.id"));
    }

    @Test
    void headers_can_be_left_out() throws Exception {
        assertThat(record("mail", "a", "headers.include", "false").headers()).isEmpty();
    }

    @Test
    void what_else_the_server_tells_is_a_header_each() throws Exception {
        server.put("mail", "a");
        String[] dead = {"skipped.records", "dead"};
        try (SourceWorker worker = new SourceWorker(new MemoryBinding(), properties(server.name(), "mail", dead))) {
            worker.skipped(worker.poll(1));
            server.redrive("mail");

            assertThat(headers(worker.poll(1).get(0)))
                    .hasEntrySatisfying(
                            "jobferry.reason",
                            reason -> assertThat((String) reason).contains("not written to Kafka"));
        }
    }

    @Test
    void position_is_the_servers_queue_and_the_jobs_key() throws Exception {
        SourceRecord record = record("mail", "a");

        assertThat(record.sourcePartition()).isEqualTo(Map.of("queue", server.uri() + "/mail"));
        assertThat(record.sourceOffset())
                .isEqualTo(Map.of("job", headers(record).get("jobferry.job.key")));
    }

    private SourceRecord record(String queue, String body, String... more) throws Exception {
        server.put(queue, body);
        try (SourceWorker worker = new SourceWorker(new MemoryBinding(), properties(server.name(), queue, more))) {
            return worker.poll(1).get(0);
        }
    }

    private static Map<String, Object> headers(SourceRecord record) {
        Map<String, Object> headers = new TreeMap<>();
        record.headers().forEach(header -> headers.put(header.key(), header.value()));
        return headers;
    }
}
