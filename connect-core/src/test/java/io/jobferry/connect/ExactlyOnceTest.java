package io.jobferry.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobferry.JobSource;
import io.jobferry.JobState;
import io.jobferry.connect.TransactionalWorker.Kafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each job becomes one record, on a worker that commits records and offsets together, whatever it dies of. */
@Timeout(60)
class ExactlyOnceTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final MemoryServer server = new MemoryServer();
    private final SwitchableBinding binding = new SwitchableBinding();
    private final Kafka kafka = new Kafka();
    private final List<TransactionalWorker> workers = new ArrayList<>();

    @AfterEach
    void close() {
        workers.forEach(TransactionalWorker::close);
    }

    @Test
    void a_job_is_deleted_when_its_transaction_is_committed() throws Exception {
        TransactionalWorker worker = start();
        server.put("mail", "a", "b");

        worker.send(worker.pollSome());
        assertThat(server.count("mail", JobState.RESERVED)).isEqualTo(2);
        worker.commit();

        awaitEmpty();
        assertThat(kafka.values).containsExactly("a", "b");
    }

    @Test
    void fault_37_a_worker_that_dies_after_the_commit_costs_no_second_record() throws Exception {
        server.put("mail", "a", "b");
        TransactionalWorker first = start();
        first.send(first.pollSome());
        first.commitAndDie();
        assertThat(server.count("mail", JobState.READY)).isEqualTo(2);

        server.put("mail", "c");
        start().carry(3);

        assertThat(kafka.values).containsExactly("a", "b", "c");
        awaitEmpty();
    }

    @Test
    void without_what_kafka_remembers_they_come_twice() throws Exception {
        server.put("mail", "a");
        TransactionalWorker first = start();
        first.send(first.pollSome());
        first.commitAndDie();

        kafka.offsets.clear();
        start().carry(2);

        assertThat(kafka.values).containsExactly("a", "a");
    }

    @Test
    void a_worker_that_dies_before_the_commit_costs_no_record() throws Exception {
        server.put("mail", "a");
        TransactionalWorker first = start();
        first.send(first.pollSome());
        first.close();

        start().carry(1);

        assertThat(kafka.values).containsExactly("a");
        awaitEmpty();
    }

    @Test
    void a_batch_that_is_committed_in_part_is_known_in_part() throws Exception {
        server.put("mail", "a", "b", "c", "d", "e");
        TransactionalWorker first = start();
        first.send(first.pollSome().subList(0, 2));
        first.commitAndDie();

        start().carry(5);

        assertThat(kafka.values).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
        awaitEmpty();
    }

    @Test
    void a_pause_in_mid_batch_commits_what_was_sent_and_drops_nothing() throws Exception {
        server.put("mail", "a", "b", "c");
        TransactionalWorker worker = start();
        List<SourceRecord> records = worker.pollSome();

        worker.send(records.subList(0, 1));
        worker.commit();
        worker.commit();
        await().atMost(SOON).until(() -> server.count("mail", JobState.RESERVED) == 2);
        worker.send(records.subList(1, 3));
        worker.commit();

        assertThat(kafka.values).containsExactly("a", "b", "c");
        awaitEmpty();
    }

    @Test
    void what_is_not_deleted_because_the_server_is_away_is_not_published_again() throws Exception {
        server.put("mail", "a", "b");
        TransactionalWorker first = start();
        List<SourceRecord> records = first.pollSome();
        binding.goDown(server);
        first.send(records);
        first.commit();
        assertThat(first.turn()).isZero();
        binding.comeUp(server);

        server.put("mail", "c");
        first.carry(3);

        assertThat(kafka.values).containsExactly("a", "b", "c");
        awaitEmpty();
    }

    @Test
    void what_an_older_task_holds_still_is_deleted_once_it_lets_go() throws Exception {
        server.put("mail", "a");
        TransactionalWorker first = start();
        first.send(first.pollSome());
        first.commitAndDie();
        TransactionalWorker second = start();
        try (JobSource zombie = binding.open(server.name(), config()).source(List.of("mail"))) {
            assertThat(zombie.reserve(1, Duration.ZERO)).hasSize(1);
            server.put("mail", "b");
            second.carry(2);
        }

        awaitEmptyWithTurnsOf(second);
        assertThat(kafka.values).containsExactly("a", "b");
    }

    @Test
    void jobs_whose_records_are_all_dropped_are_deleted_and_leave_room() throws Exception {
        server.put("mail", numbers(50));
        TransactionalWorker worker = start(record -> true, "max.in.flight.jobs", "10", "batch.size", "10");

        awaitEmptyWithTurnsOf(worker);
        server.put("mail", "last");

        assertThat(kafka.values).isEmpty();
        awaitEmptyWithTurnsOf(worker);
    }

    @Test
    void at_least_once_on_the_same_worker_the_same_is_true_of_dropped_records() throws Exception {
        server.put("mail", numbers(50));
        TransactionalWorker worker = start(
                record -> true, "max.in.flight.jobs", "10", "batch.size", "10", "exactly.once.support", "requested");

        awaitEmptyWithTurnsOf(worker);

        assertThat(kafka.values).isEmpty();
    }

    @Test
    void records_that_are_dropped_between_others_cost_these_nothing() throws Exception {
        server.put("mail", "a", "drop", "b", "drop", "c", "drop");
        TransactionalWorker first = start(ExactlyOnceTest::isDrop);
        first.send(first.pollSome());
        first.commitAndDie();

        server.put("mail", "d");
        TransactionalWorker second = start(ExactlyOnceTest::isDrop);
        second.carry(4);

        assertThat(kafka.values).containsExactly("a", "b", "c", "d");
        awaitEmptyWithTurnsOf(second);
    }

    @Test
    void fault_42_a_job_whose_record_was_dropped_is_never_taken_for_one_that_is_in_kafka() throws Exception {
        server.put("mail", "a", "drop", "b");
        String[] dead = {"skipped.records", "dead"};
        TransactionalWorker first = start(ExactlyOnceTest::isDrop, dead);
        first.carry(2);
        await().atMost(SOON).until(() -> {
            first.turn();
            return server.count("mail", JobState.DEAD) == 1;
        });
        first.close();

        server.redrive("mail");
        start(ExactlyOnceTest::isNone, dead).carry(3);

        assertThat(kafka.values).containsExactlyInAnyOrder("a", "b", "drop");
        awaitEmpty();
    }

    @Test
    void a_worker_without_transactions_is_told_so_before_any_job_is_taken() throws Exception {
        server.put("mail", "a");
        TransactionalWorker worker = start();

        assertThat(worker.poll()).isEmpty();

        assertThatThrownBy(worker::poll)
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("exactly.once.support is required")
                .hasMessageContaining("exactly.once.source.support=enabled");
        assertThat(server.count("mail", JobState.READY)).isEqualTo(1);
    }

    @Test
    void jobs_that_are_unconfirmed_take_room_in_the_window() throws Exception {
        server.put("mail", "a", "b", "c");
        TransactionalWorker first = start();
        first.send(first.pollSome().subList(0, 2));
        first.commitAndDie();
        try (JobSource zombie = binding.open(server.name(), config()).source(List.of("mail"))) {
            assertThat(zombie.reserve(2, Duration.ZERO)).hasSize(2);
            TransactionalWorker second = start(ExactlyOnceTest::isNone, "max.in.flight.jobs", "2", "batch.size", "2");

            assertThat(second.turn() + second.turn() + second.turn()).isZero();
        }

        workers.get(1).carry(3);
        assertThat(kafka.values).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void each_queue_has_its_own_offset() throws Exception {
        server.put("mail", "a");
        server.put("sms", "b");
        TransactionalWorker first = start(ExactlyOnceTest::isNone, "queues", "mail,sms");
        first.carry(2);
        first.close();

        assertThat(kafka.offsets.keySet())
                .containsExactlyInAnyOrder(
                        Map.of("queue", server.uri() + "/mail"), Map.of("queue", server.uri() + "/sms"));
        assertThat(kafka.offsets.values())
                .allSatisfy(offset -> assertThat(offset).containsOnlyKeys("jobs", "count", "taken"));
    }

    @Test
    void a_stored_offset_that_is_none_of_ours_fails_the_start() {
        kafka.offsets.put(Map.of("queue", server.uri() + "/mail"), Map.of("offset", 7L));

        assertThatThrownBy(this::start)
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(server.uri() + "/mail")
                .hasMessageContaining("{offset=7}");
    }

    @Test
    void what_exactly_once_cannot_go_with_is_refused_at_the_start() {
        assertThatThrownBy(() -> start(ExactlyOnceTest::isNone, "transaction.boundary", "interval"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("transaction.boundary")
                .hasMessageContaining("\"interval\"");
        assertThatThrownBy(() -> start(ExactlyOnceTest::isNone, "max.in.flight.jobs", "12001"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("max.in.flight.jobs")
                .hasMessageContaining("12000");
    }

    private TransactionalWorker start() {
        return start(ExactlyOnceTest::isNone);
    }

    private TransactionalWorker start(Predicate<SourceRecord> drops, String... more) {
        Map<String, String> properties =
                SourceWorker.properties(server.name(), "mail", "exactly.once.support", "required");
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        TransactionalWorker worker = new TransactionalWorker(new MemorySourceTask(binding), properties, kafka, drops);
        workers.add(worker);
        return worker;
    }

    private ServerConfig config() {
        return new SourceConfig(binding, SourceWorker.properties(server.name(), "mail")).server();
    }

    private static boolean isNone(SourceRecord record) {
        return false;
    }

    private static boolean isDrop(SourceRecord record) {
        return SourceWorker.text(record).equals("drop");
    }

    private static String[] numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new);
    }

    private long held() {
        return server.count("mail", JobState.READY) + server.count("mail", JobState.RESERVED);
    }

    private void awaitEmptyWithTurnsOf(TransactionalWorker worker) {
        await().atMost(SOON).until(() -> {
            worker.turn();
            return held() == 0;
        });
    }

    private void awaitEmpty() {
        await().atMost(SOON).until(() -> held() == 0);
    }
}
