package io.jobferry.itests.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobferry.JobState;
import io.jobferry.itests.FaultyLine;
import io.jobferry.itests.NeedsServer;
import io.jobferry.itests.ServerKind;
import io.jobferry.itests.Servers;
import io.jobferry.itests.TestServer;
import io.jobferry.kafka.ConnectRefusal;
import io.jobferry.kafka.LocalWorker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A beanstalkd's jobs, each of which becomes one record, whatever is killed. */
@NeedsServer(ServerKind.BEANSTALKD)
@OwnWorkers
@Timeout(300)
class ExactlyOnceTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String GROUP = "exact";

    /** By {@code -Djobferry.crash.jobs=100000} more. */
    private static final int JOBS = Integer.getInteger("jobferry.crash.jobs", 4_000);

    private static final int KILLS = 4;

    static final Map<String, String> TRANSACTIONS = Map.of(
            "exactly.once.source.support", "enabled",
            "session.timeout.ms", "2000",
            "heartbeat.interval.ms", "500");

    private static LocalWorker worker;

    private final LocalKafka kafka;
    private final TestServer server;
    private final String name = "exact-" + UUID.randomUUID();
    private final Tube tube;
    private final CommittedJobs committed;
    private int put;

    ExactlyOnceTest(LocalKafka kafka, TestServer server) {
        this.kafka = kafka;
        this.server = server;
        this.tube = new Tube(server.address(), name);
        this.committed = new CommittedJobs(kafka.bootstrapServers(), name);
    }

    @BeforeAll
    static void startWorker(LocalKafka kafka) throws InterruptedException {
        worker = kafka.start(WorkerVersion.V4_3, GROUP, TRANSACTIONS);
    }

    @AfterAll
    static void endWorker() {
        worker.close();
    }

    @AfterEach
    void delete() {
        worker.rest().connectors().forEach(worker.rest()::delete);
        committed.close();
        tube.close();
    }

    @Test
    void fault_37_no_job_is_lost_and_none_comes_twice_when_the_worker_is_killed_again_and_again() throws Exception {
        carryWithKills("required", KILLS);

        assertThat(committed.different()).as("none is lost").isEqualTo(put);
        assertThat(committed.twice()).as("none comes twice").isZero();
        tube.awaitEmpty();
    }

    @Test
    void the_same_with_the_set_switched_off_shows_jobs_that_come_twice() throws Exception {
        carryWithKills("requested", 1);

        assertThat(committed.different()).as("none is lost").isEqualTo(put);
        assertThat(committed.twice()).as("so it is seen if one comes twice").isPositive();
    }

    /** Every other time the worker dies between Kafka's commit and the delete, else as it happens. */
    private void carryWithKills(String support, int kills) throws Exception {
        try (FaultyLine line = new FaultyLine(server.address())) {
            worker.rest().start(name, config(line.address(), support), 1);
            for (int kill = 0; kill < kills; kill++) {
                int before = put;
                committed.await(before);
                tube.awaitEmpty();
                if (kill % 2 == 0) {
                    line.swallowDeletes();
                }
                putSome(JOBS / kills);
                committed.await(before + 1);
                if (kill % 2 == 0) {
                    await().atMost(SOON).until(line::hasSwallowed);
                }
                worker.kill();
                line.letDeletesThrough();
                worker.restart();
            }
            committed.await(put);
            tube.awaitEmpty();
        }
    }

    @Test
    void no_job_is_lost_and_none_comes_twice_when_beanstalkd_is_killed_too() throws Exception {
        try (TestServer durable = Servers.start(ServerKind.BEANSTALKD, "-b", TestServer.DIRECTORY, "-f", "0")) {
            worker.rest().start(name, config(durable.address(), "required"), 1);
            for (int kill = 0; kill < KILLS; kill++) {
                int before = put;
                try (Tube ofThisRun = new Tube(durable.address(), name)) {
                    ofThisRun.put(numbers(JOBS / KILLS));
                }
                committed.await(before + 1);
                if (kill % 2 == 0) {
                    worker.kill();
                }
                durable.kill();
                durable.restart();
                if (kill % 2 == 0) {
                    worker.restart();
                }
            }
            committed.await(put);
            try (Tube ofThisRun = new Tube(durable.address(), name)) {
                ofThisRun.awaitEmpty();
            }

            assertThat(committed.twice()).isZero();
        }
    }

    @Test
    void no_job_is_lost_and_none_comes_twice_when_a_second_worker_joins_and_leaves() throws Exception {
        Map<String, String> config = config(server.address(), "required");
        String second = name + "-2";
        config.put("queues", name + "," + second);
        config.put("topic", name);
        config.put("tasks.max", "2");
        try (Tube other = new Tube(server.address(), second)) {
            worker.rest().start(name, config, 2);
            putSome(JOBS / 4);
            other.put(numbers(JOBS / 4));
            try (LocalWorker joins = kafka.start(WorkerVersion.V4_3, GROUP, TRANSACTIONS)) {
                await().atMost(SOON)
                        .until(() -> worker.rest().status(name).tasks().stream()
                                        .map(task -> task.worker())
                                        .distinct()
                                        .count()
                                == 2);
                putSome(JOBS / 4);
                committed.await(put - JOBS / 8);
                joins.kill();
            }
            other.put(numbers(JOBS / 4));
            committed.await(put);
            tube.awaitEmpty();
            other.awaitEmpty();
        }

        assertThat(committed.twice()).isZero();
    }

    @Test
    void pausing_resuming_and_restarting_cost_nothing() throws Exception {
        worker.rest().start(name, config(server.address(), "required"), 1);
        putSome(JOBS / 4);
        committed.await(1);
        worker.rest().pause(name);
        putSome(JOBS / 4);
        worker.rest().resume(name, 1);
        committed.await(JOBS / 4 + 1);
        worker.rest().restart(name);
        putSome(JOBS / 4);
        committed.await(put);
        tube.awaitEmpty();

        assertThat(committed.twice()).isZero();
    }

    @Test
    void jobs_whose_records_are_all_dropped_are_deleted_and_hold_nothing_up() {
        for (String support : new String[] {"required", "requested"}) {
            Map<String, String> config = config(server.address(), support);
            config.put("max.in.flight.jobs", "200");
            drop(config, name);
            worker.rest().start(name, config, 1);

            tube.put(numbers(1_000));

            tube.awaitEmpty();
            worker.rest().delete(name);
        }
        assertThat(committed.twice()).isZero();
        assertThat(committed.different()).isZero();
    }

    @Test
    void jobs_whose_records_are_dropped_go_where_skipped_records_says_and_the_others_come_once() throws Exception {
        String dropped = name + "-dropped";
        Map<String, String> config = config(server.address(), "required");
        config.put("queues", name + "," + dropped);
        config.put("skipped.records", "dead");
        drop(config, dropped);
        try (Tube other = new Tube(server.address(), dropped)) {
            worker.rest().start(name, config, 1);
            putSome(50);
            other.put(numbers(50));
            put -= 50;
            committed.await(put);
            other.awaitCount(JobState.DEAD, 50);
            worker.kill();
            worker.restart();
            putSome(50);
            committed.await(put);
            tube.awaitEmpty();

            assertThat(committed.twice()).isZero();
            assertThat(other.count(JobState.DEAD)).as("the dead stay").isEqualTo(50);
        }
    }

    @Test
    void a_worker_that_cannot_keep_it_says_so_and_takes_no_job() throws Exception {
        tube.put("a");
        Map<String, String> config = config(server.address(), "required");
        try (LocalWorker standalone = kafka.standalone(Map.of("plugin.path", LocalKafka.PLUGINS.toString()))) {
            standalone.rest().put(name, config);

            await().atMost(SOON)
                    .ignoreException(ConnectRefusal.class)
                    .until(() -> !standalone.rest().status(name).failure().isEmpty());
            assertThat(standalone.rest().status(name).failure())
                    .contains("exactly.once.support is required, and this worker has no transactions");
        }
        assertThatThrownBy(() -> kafka.rest(WorkerVersion.V4_3).put(name, config))
                .isInstanceOf(ConnectRefusal.class)
                .hasMessageContaining("does not have exactly-once source support enabled");
        assertThat(tube.count(JobState.READY)).isEqualTo(1);
    }

    @Test
    void what_exactly_once_cannot_go_with_is_refused_when_it_is_set() {
        Map<String, String> config = config(server.address(), "required");
        config.put("transaction.boundary", "interval");

        assertThatThrownBy(() -> worker.rest().put(name, config))
                .isInstanceOf(ConnectRefusal.class)
                .hasMessageContaining("has to be poll where exactly.once.support is required");
    }

    private static void drop(Map<String, String> config, String topic) {
        config.put("transforms", "drop");
        config.put("transforms.drop.type", "org.apache.kafka.connect.transforms.Filter");
        config.put("transforms.drop.predicate", "named");
        config.put("predicates", "named");
        config.put("predicates.named.type", "org.apache.kafka.connect.transforms.predicates.TopicNameMatches");
        config.put("predicates.named.pattern", topic);
    }

    private Map<String, String> config(String servers, String support) {
        Map<String, String> config = new HashMap<>(Configs.source(servers, name));
        config.put("exactly.once.support", support);
        config.put("batch.size", "100");
        config.put("poll.wait.ms", "100");
        // What a killed worker had begun holds up the next one, which reads its offsets first: by default for a minute.
        config.put("producer.override.transaction.timeout.ms", "10000");
        return config;
    }

    private void putSome(int count) {
        tube.put(numbers(count));
    }

    /** The next so many numbers. */
    private String[] numbers(int count) {
        put += count;
        return IntStream.range(put - count, put).mapToObj(Integer::toString).toArray(String[]::new);
    }
}
