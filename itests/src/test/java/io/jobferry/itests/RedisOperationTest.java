package io.jobferry.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.jobferry.Body;
import io.jobferry.Job;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.QueueAdmin;
import io.jobferry.camel.QueueRoutes;
import io.jobferry.camel.redisqueue.RedisQueueConstants;
import io.jobferry.redisqueue.RedisEnvelope;
import io.jobferry.redisqueue.RedisPut;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.resps.Tuple;

/** Puts to Redis with headers, and all commands that need no job of the exchange's. */
@NeedsServer(ServerKind.REDIS)
class RedisOperationTest {
    private final RealQueueServer server = new RealQueueServer(ServerKind.REDIS);
    private final QueueRoutes routes = RedisRoutes.on(server, RedisEnvelope.GOB);

    @BeforeEach
    void open() {
        server.start();
        routes.context.start();
    }

    @AfterEach
    void close() {
        routes.close();
        server.close();
    }

    @Test
    void headers_outrank_options_in_a_put() {
        Exchange exchange = routes.send(
                "redisqueue:a?delay=1h&key=other&jobMaxAttempts=2&handleTimeout=2h&backoff=1s",
                "x",
                Map.of(
                        RedisQueueConstants.DELAY, "30m",
                        RedisQueueConstants.KEY, "welcome",
                        RedisQueueConstants.MAX_ATTEMPTS, "7",
                        RedisQueueConstants.HANDLE_TIMEOUT, Duration.ofMinutes(5),
                        RedisQueueConstants.BACKOFF, "3s",
                        RedisQueueConstants.UNIQUE_ID, "u-1"));

        assertThat(exchange.getMessage().getHeader(RedisQueueConstants.JOB_ID)).isEqualTo("u-1");
        Job job = only("a", JobState.DELAYED);
        assertThat(job.id()).isEqualTo("u-1");
        assertThat(job.facts())
                .containsEntry("Key", "welcome")
                .containsEntry("MaxAttempts", "7")
                .containsEntry("HandleTimeout", "300000000000")
                .containsEntry("Backoff", "3000000000");
    }

    @Test
    void options_count_where_there_is_no_header() {
        routes.send("redisqueue:a?key=welcome&jobMaxAttempts=7&handleTimeout=5m&backoff=3s", "x", Map.of());

        assertThat(only("a", JobState.READY).facts())
                .containsEntry("Key", "welcome")
                .containsEntry("MaxAttempts", "7")
                .containsEntry("HandleTimeout", "300000000000")
                .containsEntry("Backoff", "3000000000");
    }

    @Test
    void a_job_with_a_time_waits_for_it_and_not_for_the_delay() {
        Instant at = Instant.parse("2100-01-31T12:00:00Z");

        routes.send("redisqueue:a?delay=1h", "x", Map.of(RedisQueueConstants.AT, at));
        routes.send("redisqueue:a?delay=1h", "y", Map.of(RedisQueueConstants.AT, at.toString()));

        try (Jedis other = new Jedis(HostAndPort.from(server.address()))) {
            assertThat(other.zrangeWithScores("{a}:delayed", 0, -1))
                    .extracting(Tuple::getScore)
                    .containsExactly((double) at.getEpochSecond(), (double) at.getEpochSecond());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "60"})
    void what_is_no_time_is_refused_and_nothing_is_put(String time) {
        Exchange exchange = routes.send("redisqueue:a", "x", Map.of(RedisQueueConstants.AT, time));

        assertThat(exchange.getException()).hasMessage("header CamelRedisQueueAt is not an Instant: " + time);
        assertThat(routes.count("a")).isZero();
    }

    @Test
    void a_time_and_a_delay_are_refused_and_nothing_is_put() {
        Exchange exchange = routes.send(
                "redisqueue:a",
                "x",
                Map.of(RedisQueueConstants.AT, Instant.EPOCH, RedisQueueConstants.DELAY, Duration.ofSeconds(5)));

        assertThat(exchange.getException()).hasMessageContaining("are both set: PT5S, 1970-01-01T00:00:00Z");
        assertThat(routes.count("a")).isZero();
    }

    @Test
    void a_number_is_no_duration_and_nothing_is_put() {
        Exchange exchange = routes.send("redisqueue:a", "x", Map.of(RedisQueueConstants.HANDLE_TIMEOUT, 60));

        assertThat(exchange.getException()).hasMessageContaining("no unit").hasMessageContaining("60s");
        assertThat(routes.count("a")).isZero();
    }

    @Test
    void a_batch_is_put_with_a_value_for_each_of_its_jobs() {
        routes.send(
                "redisqueue:a",
                List.of("x", "y"),
                Map.of(
                        RedisQueueConstants.UNIQUE_ID, List.of("u-1", "u-2"),
                        RedisQueueConstants.KEY, List.of("welcome", "farewell"),
                        RedisQueueConstants.MAX_ATTEMPTS, 7));

        assertThat(peek("a", JobState.READY))
                .extracting(job -> job.id() + " " + job.facts().get("Key") + " "
                        + job.facts().get("MaxAttempts"))
                .containsExactly("u-1 welcome 7", "u-2 farewell 7");
    }

    @Test
    void values_for_other_jobs_than_there_are_are_refused_and_nothing_is_put() {
        Exchange exchange =
                routes.send("redisqueue:a", "x", Map.of(RedisQueueConstants.KEY, List.of("welcome", "farewell")));

        assertThat(exchange.getException()).hasMessage("header CamelRedisQueueKey has 2 values, and there are 1 jobs");
        assertThat(routes.count("a")).isZero();
    }

    @Test
    void a_raw_job_has_a_delay_and_no_name() {
        Exchange delayed = routes.send("redisqueue:a?envelope=raw&delay=1h", "x", Map.of());
        Exchange named = routes.send("redisqueue:a?envelope=raw", "x", Map.of(RedisQueueConstants.UNIQUE_ID, "u-1"));

        assertThat(delayed.getException()).isNull();
        assertThat(named.getException()).hasMessageContaining("raw jobs have a delay and nothing else");
    }

    @Test
    void the_queue_header_does_not_choose_where_a_job_is_put() {
        routes.send("redisqueue:a", "x", Map.of(RedisQueueConstants.QUEUE, "b"));

        assertThat(routes.count("a")).isEqualTo(1);
        assertThat(routes.count("b")).isZero();
    }

    @Test
    void reload_moves_a_channels_jobs_back_to_waiting() throws Exception {
        die("a", "x", "y");

        Exchange exchange = operate("a", "reload&channel=failed", "still there");

        assertThat(result(exchange)).isEqualTo(2L);
        assertThat(exchange.getMessage().getBody()).isEqualTo("still there");
        assertThat(peek("a", JobState.READY))
                .extracting(job -> job.body().utf8() + job.attempt().orElseThrow())
                .containsExactly("x2", "y2");
    }

    @Test
    void reload_by_header_takes_the_channel_of_the_option() throws Exception {
        die("a", "x");

        Exchange reloaded =
                routes.send("redisqueue:a?channel=failed", null, Map.of(RedisQueueConstants.OPERATION, "reload"));
        Exchange without = routes.send("redisqueue:a", null, Map.of(RedisQueueConstants.OPERATION, "reload"));

        assertThat(result(reloaded)).isEqualTo(1L);
        assertThat(without.getException()).hasMessage("operation reload needs the option channel");
    }

    @Test
    void flush_deletes_the_channel_and_no_other() throws Exception {
        die("a", "x");
        routes.put("a", "y");

        Exchange exchange = operate("a", "flush&channel=failed", null);

        assertThat(result(exchange)).isEqualTo("OK");
        assertThat(routes.count("a", JobState.DEAD)).isZero();
        assertThat(routes.count("a", JobState.READY)).isEqualTo(1);
    }

    @Test
    void flush_by_header_is_refused_and_nothing_is_deleted() throws Exception {
        die("a", "x");

        Exchange exchange =
                routes.send("redisqueue:a?channel=failed", null, Map.of(RedisQueueConstants.OPERATION, "flush"));

        assertThat(exchange.getException())
                .hasMessage("header CamelRedisQueueOperation is flush, which only the option may be");
        assertThat(routes.count("a", JobState.DEAD)).isEqualTo(1);
    }

    @Test
    void a_queue_tells_its_figures() throws Exception {
        die("a", "dead");
        routes.put("a", "x", "y");
        routes.put("a", List.of(new NewJob(Body.utf8("z"), RedisPut.DEFAULT.withDelay(Duration.ofHours(1)))));

        assertThat(operate("a", "info", null).getMessage().getBody())
                .isEqualTo(Map.of("waiting", 2L, "delayed", 1L, "reserved", 0L, "failed", 1L, "timeout", 0L));
        assertThat(operate("a", "stats", null).getMessage().getBody())
                .isEqualTo(Map.of("ready", 2L, "delayed", 1L, "reserved", 0L, "dead", 1L));
    }

    @Test
    void a_plain_list_tells_its_figures_and_brings_its_dead_back() throws Exception {
        routes.start(
                "redisqueue:a?envelope=raw&onFailure=dead",
                route -> route.routeId("a").throwException(new IllegalStateException("no")));
        routes.send("redisqueue:a?envelope=raw", "x", Map.of());
        QueueRoutes raw = RedisRoutes.on(server, RedisEnvelope.RAW);
        try (raw) {
            raw.awaitCount("a", JobState.DEAD, 1);
            routes.context.getRouteController().stopRoute("a");

            Exchange exchange = operate("a", "redrive&envelope=raw", 10);

            assertThat(result(exchange)).isEqualTo(1L);
            assertThat(operate("a", "stats&envelope=raw", null).getMessage().getBody())
                    .isEqualTo(Map.of("ready", 1L, "delayed", 0L, "reserved", 0L, "dead", 0L));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "reload&channel=failed", "flush&channel=failed"})
    void what_only_core_queue_has_is_refused_for_raw_jobs(String operation) {
        Exchange exchange = operate("a", operation + "&envelope=raw", null);

        assertThat(exchange.getException()).hasMessage("raw jobs have none of core-queue's channels: a");
    }

    @Test
    void peeks_show_jobs_and_leave_them() throws Exception {
        die("a", "dead");
        List<String> ids = routes.put("a", "x", "y", "z");
        routes.put("a", List.of(new NewJob(Body.utf8("later"), RedisPut.DEFAULT.withDelay(Duration.ofHours(1)))));

        Exchange ready = operate("a", "peekReady", 2);

        assertThat(ready.getMessage().getHeader(RedisQueueConstants.JOB_ID)).isEqualTo(ids.subList(0, 2));
        assertThat(ready.getMessage().getBody())
                .asInstanceOf(LIST)
                .containsExactly("x".getBytes(UTF_8), "y".getBytes(UTF_8));
        assertThat(operate("a", "peekDelayed", 2).getMessage().getBody())
                .asInstanceOf(LIST)
                .containsExactly("later".getBytes(UTF_8));
        assertThat(operate("a", "peekReserved", 2).getMessage().getBody())
                .asInstanceOf(LIST)
                .isEmpty();
        assertThat(operate("a", "peekDead", 2).getMessage().getBody())
                .asInstanceOf(LIST)
                .containsExactly("dead".getBytes(UTF_8));
        assertThat(routes.count("a")).isEqualTo(5);
    }

    @Test
    void commands_need_one_server() {
        Exchange exchange =
                routes.send("redisqueue:a?operation=stats&servers=" + server.address() + ",far", null, Map.of());

        assertThat(exchange.getException())
                .hasMessageStartingWith("operation stats needs one server, the endpoint has ");
    }

    @Test
    void an_unknown_operation_is_refused_with_the_list() {
        Exchange exchange = routes.send("redisqueue:a", "x", Map.of(RedisQueueConstants.OPERATION, "purge"));

        assertThat(exchange.getException()).hasMessageContaining("purge").hasMessageContaining("peekReady");
        assertThat(routes.count("a")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ack", "retry", "fail", "giveBack", "extend"})
    void commands_on_a_job_are_for_who_holds_one(String operation) {
        Exchange exchange = operate("a", operation, null);

        assertThat(exchange.getException()).hasMessageStartingWith(operation + " is for a job that the exchange holds");
    }

    /** Jobs that failed for good. */
    private void die(String queue, String... bodies) throws Exception {
        routes.start(
                "redisqueue:" + queue + "?onFailure=dead",
                route -> route.routeId("die").throwException(new IllegalStateException("no")));
        routes.put(queue, bodies);
        routes.awaitCount(queue, JobState.DEAD, bodies.length);
        routes.context.getRouteController().stopRoute("die");
    }

    private List<Job> peek(String queue, JobState state) {
        try (QueueAdmin admin = routes.beside.admin(queue)) {
            return admin.peek(state, 10);
        }
    }

    private Job only(String queue, JobState state) {
        List<Job> jobs = peek(queue, state);
        assertThat(jobs).hasSize(1);
        return jobs.get(0);
    }

    private Exchange operate(String queue, String operation, @Nullable Object body) {
        return routes.send("redisqueue:" + queue + "?operation=" + operation, body, Map.of());
    }

    private static @Nullable Object result(Exchange exchange) {
        return exchange.getMessage().getHeader(RedisQueueConstants.RESULT);
    }
}
