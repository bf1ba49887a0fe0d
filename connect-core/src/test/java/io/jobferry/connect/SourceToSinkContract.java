package io.jobferry.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.NewJob;
import io.jobferry.QueueStats;
import io.jobferry.testing.ServerCertificate;
import io.jobferry.testing.TlsProxy;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the connectors of every backend carry. */
public abstract class SourceToSinkContract extends ConnectorContract {
    protected SourceToSinkContract(ConnectorFixture fixture) {
        super(fixture);
    }

    @Test
    void a_job_becomes_a_record_and_the_record_a_job() throws Exception {
        put("in", NewJob.of("hello"));

        SourceRecord record = carryAll();

        assertThat(record.topic()).isEqualTo("in");
        assertThat((byte[]) record.value()).isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
        assertThat(headers(record)).containsEntry("jobferry.queue", "in").containsKey("jobferry.job.id");
        assertThat(take("out").body().utf8()).isEqualTo("hello");
    }

    @Test
    void a_record_that_kafka_does_not_confirm_leaves_its_job_in_the_queue() throws Exception {
        put("in", NewJob.of("hello"));

        JobSourceTask from = sourceTask();
        assertThat(poll(from)).hasSize(1);
        from.stop();

        assertThat(take("in").body().utf8()).isEqualTo("hello");
    }

    @Test
    void jobs_that_are_put_with_a_delay_wait() throws Exception {
        sink.put("put.delay.ms", "60000");

        carry(record("hello"));

        QueueStats stats = stats("out");
        assertThat(stats.ready()).hasValue(0);
        assertThat(stats.delayed()).hasValue(1);
    }

    @Test
    void both_go_over_tls_where_the_address_says_so(@TempDir Path directory) throws Exception {
        ServerCertificate certificate = ServerCertificate.forHost("localhost", directory);
        Path store = directory.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(store)) {
            certificate.trustStore().store(out, "changeit".toCharArray());
        }
        put("in", NewJob.of("hello"));
        try (TlsProxy proxy = new TlsProxy(certificate.context(), fixture.port())) {
            for (Map<String, String> properties : List.of(source, sink)) {
                properties.put(fixture.serversKey(), fixture.scheme() + "s://" + proxy.address());
                properties.put(fixture.key("ssl.truststore.location"), store.toString());
                properties.put(fixture.key("ssl.truststore.password"), "changeit");
            }

            carryAll();
        }

        assertThat(take("out").body().utf8()).isEqualTo("hello");
    }

    /** One job by way of both tasks, until the source has acknowledged it; returns its record. */
    private SourceRecord carryAll() throws Exception {
        JobSourceTask from = sourceTask();
        SourceRecord record = poll(from).get(0);
        stored(from, record);
        from.stop();
        carry(record);
        return record;
    }
}
