package io.jobferry.itests.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.itests.NeedsServer;
import io.jobferry.itests.ServerKind;
import io.jobferry.itests.Servers;
import io.jobferry.itests.TestServer;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** Rows of the fault list in which a Redis is bad and the worker is well. */
@NeedsServer(ServerKind.REDIS)
class RedisFaultsTest extends SharedWorkerFixture {
    private static final int JOBS = 400;

    private final String name = "redis-faults-" + UUID.randomUUID();
    private final String out = name + "-out";
    private final TestServer server =
            closedAfter(Servers.start(ServerKind.REDIS, "--appendonly", "yes", "--appendfsync", "always"));

    RedisFaultsTest(LocalKafka kafka) throws InterruptedException {
        super(kafka);
    }

    /** Row 2, which is of beanstalkd's binlog, for Redis' append-only file. */
    @Test
    void fault_02_a_server_that_is_killed_and_restarted_from_its_file_on_the_way_costs_no_job() throws Exception {
        try (Tube in = queue(name);
                Tube end = queue(out)) {
            in.put(numbers(0, JOBS));
            rest.start(name, source(), 1);
            rest.start(out, sink(), 1);
            await().atMost(SOON).until(() -> topics.count(name) > 0);

            server.kill();
            topics.write(name, numbers(JOBS, 2 * JOBS));
            server.restart();
            in.put(numbers(2 * JOBS, 3 * JOBS));

            int duplicates = end.takeAll(numbers(0, 3 * JOBS));
            in.awaitEmpty();
            System.out.printf("redis killed: %,d jobs, 0 lost, %,d duplicates%n", 3 * JOBS, duplicates);
        }
        assertThat(rest.status(name).is("RUNNING", 1)).isTrue();
        assertThat(rest.status(out).is("RUNNING", 1)).isTrue();
    }

    @Test
    void fault_05_a_stopped_server_costs_no_job_and_no_task() throws Exception {
        Map<String, String> source = source();
        Map<String, String> sink = sink();
        source.put("redisqueue.command.timeout.ms", "1000");
        sink.put("redisqueue.command.timeout.ms", "1000");
        try (Tube in = queue(name);
                Tube end = queue(out)) {
            rest.start(name, source, 1);
            rest.start(out, sink, 1);
            in.put(numbers(0, JOBS));

            server.pause();
            topics.write(name, numbers(JOBS, 2 * JOBS));
            await().atMost(SOON)
                    .until(() ->
                            logged("not in queue " + out) > 0 && logged("cannot be reached", server.address()) > 0);
            server.resume();

            end.takeAll(numbers(0, 2 * JOBS));
            in.awaitEmpty();
        }
        assertThat(rest.status(name).is("RUNNING", 1)).isTrue();
        assertThat(rest.status(out).is("RUNNING", 1)).isTrue();
    }

    @Test
    void fault_32_a_server_that_is_out_of_memory_is_put_to_again_and_drained_meanwhile() throws Exception {
        try (Jedis redis = new Jedis(HostAndPort.from(server.address()));
                Tube in = queue(name);
                Tube end = queue(out)) {
            in.put(numbers(0, JOBS));
            redis.configSet("maxmemory", "1");
            rest.start(name, source(), 1);
            rest.start(out, sink(), 1);
            await().atMost(SOON).until(() -> logged("not in queue " + out, "OOM") > 0);
            in.awaitEmpty();

            redis.configSet("maxmemory", "0");

            assertThat(end.takeAll(numbers(0, JOBS))).as("put twice").isZero();
        }
        assertThat(rest.status(out).is("RUNNING", 1)).isTrue();
    }

    private Tube queue(String queue) {
        return new Tube(Connectors.REDIS.open(server.address()), queue);
    }

    /** With a lease that is over soon: so long jobs are missing whose reservation was not answered. */
    private Map<String, String> source() {
        Map<String, String> source = Connectors.REDIS.source(server.address(), name);
        source.put("redisqueue.lease.ms", "3000");
        return source;
    }

    private Map<String, String> sink() {
        return Connectors.REDIS.sink(server.address(), name, out);
    }

    private static String[] numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toArray(String[]::new);
    }
}
