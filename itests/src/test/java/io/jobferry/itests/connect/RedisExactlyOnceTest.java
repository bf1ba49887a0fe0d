package io.jobferry.itests.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Backend;
import io.jobferry.JobState;
import io.jobferry.itests.NeedsServer;
import io.jobferry.itests.ServerKind;
import io.jobferry.itests.Servers;
import io.jobferry.itests.TestServer;
import io.jobferry.kafka.ConnectRefusal;
import io.jobferry.kafka.LocalWorker;
import io.jobferry.redisqueue.RedisEnvelope;
import io.jobferry.redisqueue.RedisLayout;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The jobs of a plain Redis list, each of which becomes one record, whatever is killed. */
@NeedsServer(ServerKind.REDIS)
@OwnWorkers
@Timeout(300)
class RedisExactlyOnceTest {
    /** By {@code -Djobferry.crash.jobs=100000} more. */
    private static final int JOBS = Integer.getInteger("jobferry.crash.jobs", 4_000);

    private static final int KILLS = 3;

    private final LocalKafka kafka;
    private final String name = "exact-redis-" + UUID.randomUUID();

    RedisExactlyOnceTest(LocalKafka kafka) {
        this.kafka = kafka;
    }

    @Test
    void no_job_is_lost_and_none_comes_twice_when_worker_and_server_are_killed_again_and_again() throws Exception {
        try (TestServer server = Servers.start(ServerKind.REDIS, "--appendonly", "yes", "--appendfsync", "always");
                LocalWorker worker = kafka.start(WorkerVersion.V4_3, "exact-on-redis", ExactlyOnceTest.TRANSACTIONS);
                Tube list = new Tube(raw(server), name);
                CommittedJobs committed = new CommittedJobs(kafka.bootstrapServers(), name)) {
            worker.rest().start(name, config(server), 1);
            int put = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                list.put(numbers(put, JOBS / KILLS));
                committed.await(put + 1);
                put += JOBS / KILLS;
                worker.kill();
                server.kill();
                server.restart();
                worker.restart();
            }
            committed.await(put);
            list.awaitEmpty();

            assertThat(committed.twice()).isZero();
        }
    }

    @Test
    void jobs_of_core_queue_are_refused(TestServer server) throws Exception {
        try (LocalWorker worker = kafka.start(WorkerVersion.V4_3, "exact-on-gobs", ExactlyOnceTest.TRANSACTIONS)) {
            Map<String, String> config = config(server);
            config.put("redisqueue.envelope", "gob");

            assertThatThrownBy(() -> worker.rest().put(name, config))
                    .isInstanceOf(ConnectRefusal.class)
                    .hasMessageContaining("exactly.once.support");
        }
    }

    @Test
    void records_are_put_once_each_when_the_worker_is_killed_again_and_again(TestServer server) throws Exception {
        Map<String, String> config = Connectors.REDIS.sink(server.address(), name, name);
        config.put("redisqueue.envelope", "raw");
        config.put("exactly.once", "true");
        config.put("consumer.override.isolation.level", "read_committed");
        try (LocalWorker worker = kafka.start(WorkerVersion.V4_3, "exact-into-redis", WorkerFaultsTest.SHORT_SESSIONS);
                Tube list = new Tube(raw(server), name)) {
            Topics topics = kafka.topics();
            topics.write(name, numbers(0, 10));
            worker.rest().start(name, config, 1);
            int written = 10;
            for (int kill = 0; kill < KILLS; kill++) {
                topics.write(name, numbers(written, JOBS / KILLS));
                list.awaitAtLeast(JobState.READY, written + 1);
                written += JOBS / KILLS;
                worker.kill();
                worker.restart();
            }
            list.awaitAtLeast(JobState.READY, written);
            topics.write(name, "last");
            list.awaitAtLeast(JobState.READY, written + 1);

            List<String> expected = new ArrayList<>(List.of(numbers(0, written)));
            expected.add("last");
            assertThat(list.takeTexts(written + 1)).isEqualTo(expected);
            list.awaitEmpty();
        }
    }

    private Map<String, String> config(TestServer server) {
        Map<String, String> config = Connectors.REDIS.source(server.address(), name);
        config.put("exactly.once.support", "required");
        config.put("producer.override.transaction.timeout.ms", "10000");
        config.put("redisqueue.envelope", "raw");
        config.put("redisqueue.lease.ms", "3000");
        config.put("batch.size", "100");
        return config;
    }

    private static Backend raw(TestServer server) {
        return new RedisQueueBackend(
                RedisQueueOptions.of(server.address()).withLayout(RedisLayout.DEFAULT.withEnvelope(RedisEnvelope.RAW)));
    }

    private static String[] numbers(int first, int count) {
        return IntStream.range(first, first + count).mapToObj(Integer::toString).toArray(String[]::new);
    }
}
