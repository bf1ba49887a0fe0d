package io.jobferry.connect;

import static io.jobferry.connect.SourceWorker.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobferry.JobState;
import io.jobferry.memory.MemoryPut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of jobs between the queue and Kafka. */
class SourceTaskTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration SHORT_LEASE = Duration.ofSeconds(1);

    private final MemoryServer server = new MemoryServer();
    private final List<SourceWorker> workers = new ArrayList<>();

    @AfterEach
    void close() {
        workers.forEach(SourceWorker::close);
    }

    @Test
    void a_job_is_acknowledged_when_kafka_has_its_record_and_not_before() throws Exception {
        SourceWorker worker = start();
        server.put("mail", "a");

        List<SourceRecord> records = worker.poll(1);

        assertThat(worker.poll()).isEmpty();
        assertThat(count(JobState.RESERVED)).isEqualTo(1);
        worker.stored(records);
        await().atMost(SOON).until(() -> count(JobState.RESERVED) == 0);
        assertThat(count(JobState.READY)).isZero();
    }

    @Test
    void records_are_acknowledged_one_by_one_in_any_order() throws Exception {
        SourceWorker worker = start();
        server.put("mail", "a", "b", "c");
        List<SourceRecord> records = worker.poll(3);

        worker.stored(List.of(records.get(2), records.get(0)));

        await().atMost(SOON).until(() -> count(JobState.RESERVED) == 1);
        worker.stop();
        assertThat(server.first("mail", JobState.READY).body().utf8()).isEqualTo("b");
    }

    @Test
    void a_thousand_equal_jobs_are_a_thousand_records() throws Exception {
        SourceWorker worker = start();
        server.put("mail", Collections.nCopies(1000, "same").toArray(String[]::new));

        List<SourceRecord> records = worker.poll(1000);

        assertThat(new HashSet<>(records)).hasSize(1000);
        assertThat(records).extracting(SourceRecord::sourceOffset).doesNotHaveDuplicates();
        worker.stored(List.copyOf(new HashSet<>(records)));
        await().atMost(SOON).until(() -> count(JobState.RESERVED) == 0);
    }

    @Test
    void a_full_window_takes_no_more_until_kafka_has_something_of_it() throws Exception {
        SourceWorker worker = start("max.in.flight.jobs", "2", "batch.size", "2");
        server.put("mail", "a", "b", "c");
        List<SourceRecord> records = worker.poll(2);

        assertThat(worker.poll()).isEmpty();

        worker.stored(records.subList(0, 1));
        assertThat(worker.poll(1)).extracting(SourceWorker::text).containsExactly("c");
    }

    @Test
    void a_poll_brings_at_most_a_batch() throws Exception {
        SourceWorker worker = start("batch.size", "2");
        server.put("mail", "a", "b", "c");

        assertThat(worker.poll()).hasSize(2);
        assertThat(worker.poll()).hasSize(1);
    }

    @Test
    void a_paused_task_keeps_its_jobs_for_longer_than_their_lease() throws Exception {
        SourceWorker worker = start();
        server.put("mail", MemoryPut.DEFAULT.withLease(SHORT_LEASE), "a");

        List<SourceRecord> records = worker.poll(1);

        await().during(SHORT_LEASE.multipliedBy(2)).atMost(SOON).until(() -> count(JobState.RESERVED) == 1);
        worker.stored(records);
        await().atMost(SOON).until(() -> count(JobState.RESERVED) == 0);
        assertThat(count(JobState.READY)).isZero();
    }

    @Test
    void a_job_whose_lease_was_lost_comes_again_as_a_record_of_its_own() throws Exception {
        SwitchableBinding binding = new SwitchableBinding();
        SourceWorker worker = start(binding);
        server.put("mail", MemoryPut.DEFAULT.withLease(SHORT_LEASE), "a");
        SourceRecord first = worker.poll(1).get(0);

        binding.goDown(server);
        await().atMost(SOON).until(() -> count(JobState.READY) == 1);
        binding.comeUp(server);
        SourceRecord second = worker.poll(1).get(0);

        assertThat(second).isNotEqualTo(first);
        worker.stored(List.of(first, second));
        await().atMost(SOON).until(() -> count(JobState.READY) + count(JobState.RESERVED) == 0);
    }

    @Test
    void fault_38_a_rebalance_in_mid_batch_gives_back_what_kafka_has_not() throws Exception {
        SourceWorker before = start();
        server.put("mail", "a", "b", "c", "d", "e");
        List<SourceRecord> records = before.poll(5);
        before.stored(records.subList(0, 2));

        before.stop();
        SourceWorker after = start();
        List<SourceRecord> again = after.poll(3);

        assertThat(again).extracting(SourceWorker::text).containsExactlyInAnyOrder("c", "d", "e");
        assertThat(again)
                .as("no attempt was used")
                .allSatisfy(record -> assertThat(record.headers()
                                .lastWithName("jobferry.attempt")
                                .value())
                        .isEqualTo(1));
    }

    @Test
    void what_kafka_has_after_the_stop_changes_nothing() throws Exception {
        SourceWorker worker = start();
        server.put("mail", "a");
        List<SourceRecord> records = worker.poll(1);
        worker.stop();

        worker.stored(records);
        worker.stop();

        assertThat(count(JobState.READY)).isEqualTo(1);
        assertThat(worker.poll()).isEmpty();
    }

    @Test
    void stop_ends_a_waiting_poll() throws Exception {
        SourceWorker worker = start("poll.wait.ms", "20000");
        AtomicReference<List<SourceRecord>> polled = new AtomicReference<>();
        Thread poller = new Thread(() -> {
            try {
                polled.set(worker.poll());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        poller.start();
        await().atMost(SOON).until(() -> poller.getState() == Thread.State.TIMED_WAITING);

        worker.stop();

        poller.join(SOON.toMillis());
        assertThat(poller.isAlive()).isFalse();
        assertThat(polled.get()).isEmpty();
    }

    @Test
    void a_task_that_did_not_start_can_be_stopped() {
        MemorySourceTask task = new MemorySourceTask();
        Map<String, String> unnamed = properties(server.name(), "");

        assertThatThrownBy(() -> task.start(unnamed))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("queues");

        task.stop();
    }

    @Test
    void a_record_that_is_not_the_tasks_own_fails_the_next_poll() throws Exception {
        SourceWorker worker = start();

        worker.stored(List.of(new SourceRecord(Map.of(), Map.of(), "mail", null, "a")));

        assertThatThrownBy(worker::poll).hasRootCauseInstanceOf(ClassCastException.class);
    }

    private SourceWorker start(String... more) {
        return start(new MemoryBinding(), more);
    }

    private SourceWorker start(QueueBinding binding, String... more) {
        SourceWorker worker = new SourceWorker(binding, properties(server.name(), "mail", more));
        workers.add(worker);
        return worker;
    }

    private long count(JobState state) {
        return server.count("mail", state);
    }
}
