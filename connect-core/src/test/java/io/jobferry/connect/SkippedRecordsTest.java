package io.jobferry.connect;

import static io.jobferry.connect.SourceWorker.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobferry.JobState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Fault 42: what becomes of a job whose record the worker did not write. */
class SkippedRecordsTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final MemoryServer server = new MemoryServer();

    @Test
    void fault_42_ack_is_the_default_and_forgets_the_job() throws Exception {
        try (SourceWorker worker = start()) {
            worker.skipped(polled(worker));

            await().atMost(SOON).until(() -> count(JobState.RESERVED) == 0);
            assertThat(count(JobState.READY) + count(JobState.DELAYED) + count(JobState.DEAD))
                    .isZero();
        }
    }

    @Test
    void fault_42_release_delivers_the_job_again_but_not_at_once() throws Exception {
        try (SourceWorker worker = start("skipped.records", "release")) {
            worker.skipped(polled(worker));

            await().atMost(SOON).until(() -> count(JobState.DELAYED) == 1);
            assertThat(worker.poll(1)).extracting(SourceWorker::text).containsExactly("a");
        }
    }

    @Test
    void fault_42_dead_keeps_the_job_among_the_dead() throws Exception {
        try (SourceWorker worker = start("skipped.records", "dead")) {
            worker.skipped(polled(worker));

            await().atMost(SOON).until(() -> count(JobState.DEAD) == 1);
            assertThat(server.first("mail", JobState.DEAD).facts().get("reason"))
                    .contains("not written to Kafka");
        }
    }

    @Test
    void fault_42_fail_fails_the_next_poll_and_gives_the_job_back() throws Exception {
        try (SourceWorker worker = start("skipped.records", "fail")) {
            List<SourceRecord> records = polled(worker);
            worker.skipped(records);

            assertThatThrownBy(worker::poll)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("mail")
                    .hasMessageContaining((String) records.get(0).sourceOffset().get("job"))
                    .hasMessageContaining("skipped.records");
            worker.stop();
            assertThat(count(JobState.READY)).isEqualTo(1);
        }
    }

    @Test
    void fault_42_other_records_of_the_batch_are_acknowledged_as_ever() throws Exception {
        try (SourceWorker worker = start("skipped.records", "dead")) {
            server.put("mail", "a", "b", "c");
            List<SourceRecord> records = worker.poll(3);

            worker.stored(records.subList(0, 1));
            worker.skipped(records.subList(1, 2));
            worker.stored(records.subList(2, 3));

            await().atMost(SOON).until(() -> count(JobState.RESERVED) == 0);
            assertThat(count(JobState.DEAD)).isEqualTo(1);
            assertThat(server.first("mail", JobState.DEAD).body().utf8()).isEqualTo("b");
        }
    }

    @Test
    void fault_42_a_task_under_tolerance_all_does_not_start_until_it_is_chosen() {
        MemorySourceTask task = new MemorySourceTask();
        Map<String, String> unset = properties(server.name(), "mail", "errors.tolerance", "all");

        assertThatThrownBy(() -> task.start(unset))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("skipped.records")
                .hasMessageContaining("errors.tolerance=all")
                .hasMessageContaining("ack, release, dead, fail");
    }

    @Test
    void a_task_under_tolerance_all_starts_once_it_is_chosen() throws Exception {
        try (SourceWorker worker = start("errors.tolerance", "all", "skipped.records", "ack")) {
            worker.skipped(polled(worker));

            await().atMost(SOON).until(() -> count(JobState.RESERVED) == 0);
        }
    }

    private SourceWorker start(String... more) {
        return new SourceWorker(new MemoryBinding(), properties(server.name(), "mail", more));
    }

    private List<SourceRecord> polled(SourceWorker worker) throws InterruptedException {
        server.put("mail", "a");
        return worker.poll(1);
    }

    private long count(JobState state) {
        return server.count("mail", state);
    }
}
