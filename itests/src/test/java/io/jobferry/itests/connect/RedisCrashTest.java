package io.jobferry.itests.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.itests.TestServer;
import io.jobferry.kafka.LocalWorker;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker that dies again and again between two queues of a Redis that is well. */
@RedisConnectTest
class RedisCrashTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int KILLS = 2;

    private final LocalKafka kafka;
    private final TestServer server;
    private final String name = "redis-crash-" + UUID.randomUUID();
    private final String second = name + "-2";

    RedisCrashTest(LocalKafka kafka, TestServer server) {
        this.kafka = kafka;
        this.server = server;
    }

    /** By {@code -Djobferry.crash.jobs=100000} with more. */
    @Test
    @Timeout(900)
    void fault_03_no_job_is_lost_on_its_way_through_source_and_sink() throws Exception {
        // What a killed worker holds comes again when its lease is over.
        Map<String, String> source = Connectors.REDIS.source(server.address(), name);
        source.put("redisqueue.lease.ms", "3000");
        Map<String, String> sink = Connectors.REDIS.sink(server.address(), name, second);
        try (LocalWorker worker = kafka.start(WorkerVersion.V4_3, "mortal-on-redis", WorkerFaultsTest.SHORT_SESSIONS);
                Tube in = new Tube(Connectors.REDIS.open(server.address()), name);
                Tube out = new Tube(Connectors.REDIS.open(server.address()), second)) {
            worker.rest().start(name, source, 1);
            worker.rest().start(second, sink, 1);
            CrashRun run = new CrashRun(Integer.getInteger("jobferry.crash.jobs", 1_000), in, out);

            run.carryAll(worker, KILLS);
            in.awaitEmpty();
            long records = kafka.topics().count(name);
            await().atMost(SOON)
                    .until(() -> worker.rest()
                                    .offsets(second)
                                    .at("/offsets/0/offset/kafka_offset")
                                    .asLong()
                            == records);
            run.drain();

            run.print("crash on Redis", KILLS, records);
            assertThat(run.lost()).isZero();
            assertThat(run.unknown()).isZero();
            out.awaitEmpty();
        }
    }
}
