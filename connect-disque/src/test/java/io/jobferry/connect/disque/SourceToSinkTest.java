package io.jobferry.connect.disque;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Job;
import io.jobferry.NewJob;
import io.jobferry.connect.JobSourceTask;
import io.jobferry.connect.SourceToSinkContract;
import io.jobferry.disque.DisqueBackend;
import io.jobferry.disque.DisqueClient;
import io.jobferry.disque.DisqueJobInfo;
import java.time.Duration;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class SourceToSinkTest extends SourceToSinkContract {
    private final DisqueFixture disque;

    SourceToSinkTest() {
        super(DisqueFixture.open());
        this.disque = (DisqueFixture) fixture;
    }

    @Test
    void every_record_tells_which_delivery_it_is() throws Exception {
        put("in", NewJob.of("hello"));

        JobSourceTask from = sourceTask();
        SourceRecord record = poll(from).get(0);
        from.stop();

        assertThat(headers(record))
                .containsEntry("jobferry.attempt", 1)
                .containsEntry("jobferry.nacks", "0")
                .containsEntry("jobferry.additional-deliveries", "0");
    }

    @Test
    void the_put_keys_say_how_jobs_are_put() throws Exception {
        sink.put("put.replicate", "1");
        sink.put("put.retry.ms", "90000");
        sink.put("put.ttl.ms", "3600000");

        carry(record("hello"));

        DisqueJobInfo info = shown(take("out"));
        assertThat(info.repl()).isEqualTo(1);
        assertThat(info.retry()).isEqualTo(Duration.ofSeconds(90));
        assertThat(info.ttl()).isBetween(Duration.ofSeconds(3590), Duration.ofHours(1));
    }

    @Test
    void what_no_put_key_says_the_server_decides() throws Exception {
        carry(record("hello"));

        DisqueJobInfo info = shown(take("out"));
        assertThat(info.repl()).isEqualTo(2);
        assertThat(info.retry()).isEqualTo(Duration.ofMinutes(5));
        assertThat(info.ttl()).isBetween(Duration.ofHours(23), Duration.ofDays(1));
    }

    @Test
    void a_skipped_record_has_its_job_in_the_dead_queue_of_that_name() throws Exception {
        put("in", NewJob.of("hello"));
        source.put("skipped.records", "dead");
        source.put("disque.dead.queue", "${queue}.failed");

        JobSourceTask from = sourceTask();
        from.commitRecord(poll(from).get(0), null);
        await().until(() -> stats("in.failed").ready().orElseThrow(), ready -> ready == 1);
        from.stop();

        assertThat(take("in.failed").body().utf8()).isEqualTo("hello");
    }

    @Test
    void a_node_that_is_gone_holds_nothing_up_while_there_is_another() throws Exception {
        String nodes = String.join(",", disque.server().addresses());
        source.put("disque.servers", nodes);
        sink.put("disque.servers", nodes);
        sink.put("put.replicate", "1");
        put("in", NewJob.of("hello"));
        disque.server().kill(1);

        JobSourceTask from = sourceTask();
        SourceRecord record = poll(from).get(0);
        stored(from, record);
        from.stop();
        carry(record);

        assertThat(take("out").body().utf8()).isEqualTo("hello");
    }

    private DisqueJobInfo shown(Job job) {
        try (DisqueClient client = ((DisqueBackend) disque.backend()).client()) {
            return client.show(job.id()).orElseThrow();
        }
    }
}
