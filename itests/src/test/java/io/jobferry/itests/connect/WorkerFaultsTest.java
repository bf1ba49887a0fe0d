package io.jobferry.itests.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.JobState;
import io.jobferry.itests.FaultyLine;
import io.jobferry.itests.NeedsServer;
import io.jobferry.itests.ServerKind;
import io.jobferry.itests.TestServer;
import io.jobferry.kafka.ConnectorStatus;
import io.jobferry.kafka.LocalWorker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows of the fault list in which a worker dies, or another joins it, and the servers are well. */
@NeedsServer(ServerKind.BEANSTALKD)
@OwnWorkers
class WorkerFaultsTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String GROUP = "mortal";

    /** What a killed worker had is missed soon. */
    static final Map<String, String> SHORT_SESSIONS = Map.of(
            "session.timeout.ms", "2000",
            "heartbeat.interval.ms", "500",
            "consumer.session.timeout.ms", "2000",
            "consumer.heartbeat.interval.ms", "500");

    private static LocalWorker worker;

    private final LocalKafka kafka;
    private final Topics topics;
    private final TestServer server;
    private final String name = "workers-" + UUID.randomUUID();
    private final String second = name + "-2";
    private final Tube in;
    private final Tube out;

    WorkerFaultsTest(LocalKafka kafka, TestServer server) {
        this.kafka = kafka;
        this.topics = kafka.topics();
        this.server = server;
        this.in = new Tube(server.address(), name);
        this.out = new Tube(server.address(), second);
    }

    @BeforeAll
    static void startWorker(LocalKafka kafka) throws InterruptedException {
        worker = kafka.start(WorkerVersion.V4_3, GROUP, SHORT_SESSIONS);
    }

    @AfterAll
    static void endWorker() {
        worker.close();
    }

    @AfterEach
    void delete() {
        worker.rest().connectors().forEach(worker.rest()::delete);
        in.close();
        out.close();
    }

    @Test
    void fault_37_a_crash_after_kafka_has_the_record_and_before_the_delete_costs_one_duplicate() throws Exception {
        try (FaultyLine line = new FaultyLine(server.address())) {
            line.swallowDeletes();
            worker.rest().start(name, Configs.source(line.address(), name), 1);
            in.put("a");
            topics.read(name, 1);
            await().atMost(SOON).until(line::hasSwallowed);

            worker.kill();
            in.awaitCount(JobState.READY, 1);
            line.letDeletesThrough();
            worker.restart();
            in.put("b");

            assertThat(topics.read(name, 3))
                    .extracting(ConsumerRecord::value)
                    .containsExactly(bytes("a"), bytes("a"), bytes("b"));
            in.awaitEmpty();
        }
    }

    @Test
    void fault_38_jobs_that_a_task_holds_at_a_rebalance_go_back_and_none_is_lost() throws Exception {
        Map<String, String> config = Configs.source(server.address(), name + "," + second);
        config.put("tasks.max", "2");
        config.put("producer.override.linger.ms", "60000"); // nothing gets to Kafka by itself
        config.put("producer.override.batch.size", "1000000");
        worker.rest().start(name, config, 2);
        in.put("a", "b", "c");
        out.put("a", "b", "c");
        in.awaitCount(JobState.RESERVED, 3);
        out.awaitCount(JobState.RESERVED, 3);

        try (LocalWorker other = kafka.start(WorkerVersion.V4_3, GROUP, SHORT_SESSIONS)) {
            await().atMost(SOON).until(() -> hosts().size() == 2);
            config.put("producer.override.linger.ms", "0");
            worker.rest().start(name, config, 2);
            in.awaitEmpty();
            out.awaitEmpty();
            other.stop();
        }

        assertThat(topics.texts(name, 3)).containsExactly("a", "b", "c");
        assertThat(topics.texts(second, 3)).containsExactly("a", "b", "c");
    }

    /** The workers that run the connector's tasks. */
    private List<String> hosts() {
        return worker.rest().status(name).tasks().stream()
                .filter(task -> task.state().equals("RUNNING"))
                .map(ConnectorStatus.Task::worker)
                .distinct()
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
