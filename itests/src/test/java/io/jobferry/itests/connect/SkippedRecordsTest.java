package io.jobferry.itests.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.JobState;
import io.jobferry.itests.NeedsServer;
import io.jobferry.itests.ServerKind;
import io.jobferry.itests.TestServer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Fault 42: one of three tubes is dropped by a Filter, one fails in a transformation under errors.tolerance=all, and one
 * is well: each job ends where {@code skipped.records} says.
 */
@NeedsServer(ServerKind.BEANSTALKD)
class SkippedRecordsTest extends SharedWorkerFixture {
    private final TestServer server;
    private final String name = "skipped-" + UUID.randomUUID();
    private final Tube filtered;
    private final Tube failing;
    private final Tube kept;

    SkippedRecordsTest(LocalKafka kafka, TestServer server) throws InterruptedException {
        super(kafka);
        this.server = server;
        this.filtered = closedAfter(new Tube(server.address(), name + "-filtered"));
        this.failing = closedAfter(new Tube(server.address(), name + "-failing"));
        this.kept = closedAfter(new Tube(server.address(), name + "-kept"));
    }

    @Test
    void fault_42_ack_deletes_the_job() {
        startWith("ack");

        put();

        filtered.awaitEmpty();
        failing.awaitEmpty();
        assertThatOnlyTheRestIsInKafka();
    }

    @Test
    void fault_42_release_gives_the_job_back_for_later() {
        startWith("release");

        put();

        filtered.awaitCount(JobState.DELAYED, 1);
        failing.awaitCount(JobState.DELAYED, 1);
        assertThatOnlyTheRestIsInKafka();
    }

    @Test
    void fault_42_dead_buries_the_job() {
        startWith("dead");

        put();

        filtered.awaitCount(JobState.DEAD, 1);
        failing.awaitCount(JobState.DEAD, 1);
        assertThatOnlyTheRestIsInKafka();
    }

    @Test
    void fault_42_fail_fails_the_task_and_the_job_is_ready_again() {
        startWith("fail");

        put();

        await().atMost(SOON).until(() -> !rest.status(name).failure().isEmpty());
        assertThat(rest.status(name).failure()).contains("was not written to Kafka, and skipped.records is fail");
        filtered.awaitCount(JobState.READY, 1);
        failing.awaitCount(JobState.READY, 1);
    }

    private void startWith(String skippedRecords) {
        String tubes = String.join(",", filtered.name(), failing.name(), kept.name());
        Map<String, String> config = Configs.source(server.address(), tubes);
        config.put("skipped.records", skippedRecords);
        config.put("errors.tolerance", "all");
        config.put("transforms", "drop,fail");
        config.put("transforms.drop.type", "org.apache.kafka.connect.transforms.Filter");
        config.put("transforms.drop.predicate", "filtered");
        config.put("transforms.fail.type", "org.apache.kafka.connect.transforms.ExtractField$Value");
        config.put("transforms.fail.field", "bytes have no fields");
        config.put("transforms.fail.predicate", "failing");
        config.put("predicates", "filtered,failing");
        for (String predicate : new String[] {"filtered", "failing"}) {
            config.put(
                    "predicates." + predicate + ".type",
                    "org.apache.kafka.connect.transforms.predicates.TopicNameMatches");
            config.put("predicates." + predicate + ".pattern", ".*-" + predicate);
        }
        rest.start(name, config, 1);
    }

    private void put() {
        filtered.put("filtered");
        failing.put("failing");
        kept.put("kept");
    }

    private void assertThatOnlyTheRestIsInKafka() {
        assertThat(topics.texts(kept.name(), 1)).containsExactly("kept");
        assertThat(topics.count(filtered.name())).isZero();
        assertThat(topics.count(failing.name())).isZero();
        kept.awaitEmpty();
    }
}
