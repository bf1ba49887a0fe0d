package io.jobferry.itests.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Backend;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.Queues;
import io.jobferry.Reservation;
import io.jobferry.Settlement;
import io.jobferry.itests.NeedsServer;
import io.jobferry.itests.ServerKind;
import io.jobferry.itests.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** Laravel's queue driver for Redis, and Horizon: a list, pushed right and popped left, with keys of Laravel's beside it. */
@NeedsServer(ServerKind.REDIS)
class LaravelRedisTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    /** Laravel's prefix for an application that is called Laravel, and what its queue driver adds. */
    private static final String PREFIX = "laravel-database-queues";

    private static final String LIST = PREFIX + ":default";

    private static final String JOB = "{\"uuid\":\"7b0d3f52-6f64-4d6c-9a4e-0d6a4f4f0001\","
            + "\"displayName\":\"App\\\\Jobs\\\\SendMail\",\"job\":\"App\\\\Jobs\\\\SendMail@handle\",\"maxTries\":3,"
            + "\"maxExceptions\":null,\"failOnTimeout\":false,\"backoff\":null,\"timeout\":null,"
            + "\"data\":{\"to\":\"z\u00eb@example.com\"},\"createdAt\":1790000000,"
            + "\"id\":\"5vXq3sZ7gJwTn0yRk2mLbC9dHfPa1eUo\",\"attempts\":0}";

    /** The same job as Horizon pushes it. */
    private static final String HORIZONS = JOB.replace(
            "\"attempts\":0}",
            "\"attempts\":0,\"type\":\"job\",\"tags\":[],\"silenced\":false,\"pushedAt\":\"1790000000.1234\"}");

    /** The steps of a Laravel worker's pop. */
    private static final String POP = """
            local body = redis.call('LPOP', KEYS[1])
            local job = cjson.decode(body)
            job.attempts = job.attempts + 1
            redis.call('ZADD', KEYS[1] .. ':reserved', 2000000000, cjson.encode(job))
            redis.call('LPOP', KEYS[1] .. ':notify')
            return {body, job.job, job.data.to, tostring(job.attempts)}
            """;

    private final String uri;
    private final Backend backend;
    private final Jedis laravel;

    LaravelRedisTest(TestServer redis) {
        uri = "redis://" + redis.address() + "?envelope=raw&popFrom=left&keyPrefix=";
        backend = Queues.open(uri + PREFIX);
        laravel = new Jedis(HostAndPort.from(redis.address()));
    }

    @AfterEach
    void closeAll() {
        backend.close();
        laravel.flushAll();
        laravel.close();
    }

    static Stream<String> jobs() {
        return Stream.of(JOB, HORIZONS);
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void what_laravel_pushes_is_consumed_in_its_order(String job) throws Exception {
        push(LIST, job);
        push(LIST, job.replace("SendMail", "SendBill"));

        try (Worker worker = new Worker(uri + PREFIX, "default")) {
            assertThat(worker.next()).isEqualTo(job);
            assertThat(worker.next()).contains("SendBill");
        }

        assertThat(laravel.exists(LIST)).isFalse();
    }

    @Test
    void a_push_leaves_a_notification_that_only_laravels_workers_take() throws Exception {
        push(LIST, JOB);
        push(LIST, JOB);

        try (Worker worker = new Worker(uri + PREFIX, "default")) {
            worker.next();
            worker.next();
        }

        assertThat(laravel.llen(LIST + ":notify")).isEqualTo(2);
    }

    @Test
    void a_delayed_job_comes_once_a_worker_of_laravels_has_moved_it() throws Exception {
        laravel.zadd(LIST + ":delayed", 1, JOB);
        JobSource source = backend.source(List.of("default"));

        List<Reservation> before = source.reserve(1, Duration.ofMillis(300));
        laravel.zrem(LIST + ":delayed", JOB);
        push(LIST, JOB);
        List<Reservation> after = source.reserve(1, SOON);

        assertThat(before).isEmpty();
        assertThat(after).hasSize(1);
    }

    /** For a Redis Cluster Laravel puts the name into braces: then its keys and ours have one beginning. */
    @Test
    void what_laravel_keeps_beside_a_list_in_a_cluster_is_left_alone() throws Exception {
        String list = "queues:{default}";
        laravel.zadd(list + ":delayed", 1, JOB);
        laravel.zadd(list + ":reserved", 1, JOB);
        push(list, JOB);

        try (Worker worker = new Worker(uri + "queues", "{default}")) {
            assertThat(worker.next()).isEqualTo(JOB);
        }

        assertThat(laravel.zrange(list + ":delayed", 0, -1)).containsExactly(JOB);
        assertThat(laravel.zrange(list + ":reserved", 0, -1)).containsExactly(JOB);
    }

    @Test
    void a_job_in_laravels_shape_is_popped_by_its_worker() {
        try (JobSink sink = backend.sink("default")) {
            sink.put(List.of(NewJob.of(JOB)));
        }

        Object popped = laravel.eval(POP, List.of(LIST), List.of());

        assertThat(popped).isEqualTo(List.of(JOB, "App\\Jobs\\SendMail@handle", "z\u00eb@example.com", "1"));
        assertThat(laravel.zcard(LIST + ":reserved")).isEqualTo(1);
    }

    @Test
    void a_put_rings_no_bell_of_laravels() {
        try (JobSink sink = backend.sink("default")) {
            sink.put(List.of(NewJob.of(JOB)));
        }

        assertThat(laravel.exists(LIST + ":notify")).isFalse();
    }

    @Test
    void a_job_that_failed_here_is_no_longer_laravels() throws Exception {
        push(LIST, JOB);
        JobSource source = backend.source(List.of("default"));
        Reservation job = source.reserve(1, SOON).get(0);

        source.settle(List.of(new Settlement(job, Outcome.retry(Duration.ZERO))));

        assertThat(laravel.exists(LIST)).isFalse();
        assertThat(source.reserve(1, SOON))
                .extracting(again -> again.job().body().utf8())
                .containsExactly(JOB);
    }

    /** The two commands of Laravel's push. */
    private void push(String list, String job) {
        laravel.rpush(list, job);
        laravel.rpush(list + ":notify", "1");
    }
}
