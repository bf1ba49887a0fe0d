package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a route on Redis knows of its job and does with it: what a command did, the end of the route does not undo. */
@NeedsServer(ServerKind.REDIS)
class RedisHeldJobTest {
    private static final RedisPut WELCOME = RedisPut.DEFAULT
            .withKey("welcome")
            .withMaxAttempts(7)
            .withHandleTimeout(Duration.ofMinutes(5))
            .withBackoff(Duration.ofSeconds(3));

    private final RealQueueServer server = new RealQueueServer(ServerKind.REDIS);
    private final QueueRoutes routes = RedisRoutes.on(server, RedisEnvelope.GOB);
    private final BlockingQueue<Exchange> through = new LinkedBlockingQueue<>();

    @BeforeEach
    void open() {
        server.start();
    }

    @AfterEach
    void close() {
        routes.close();
        server.close();
    }

    @Test
    void a_route_sees_what_its_jobs_envelope_says() throws Exception {
        routes.start("redisqueue:a", route -> route.process(this::note));

        routes.put("a", List.of(new NewJob(Body.utf8("x"), WELCOME.withUniqueId("u-1"))));

        assertThat(next().getMessage().getHeaders())
                .containsEntry(RedisQueueConstants.JOB_ID, "u-1")
                .containsEntry(RedisQueueConstants.JOB_KEY, "u-1")
                .containsEntry(RedisQueueConstants.QUEUE, "a")
                .containsEntry(RedisQueueConstants.ATTEMPT, 1)
                .containsEntry(RedisQueueConstants.KEY, "welcome")
                .containsEntry(RedisQueueConstants.MAX_ATTEMPTS, 7)
                .containsEntry(RedisQueueConstants.HANDLE_TIMEOUT, Duration.ofMinutes(5))
                .doesNotContainKeys(RedisQueueConstants.UNIQUE_ID, RedisQueueConstants.BACKOFF);
    }

    @Test
    void a_job_that_is_put_on_keeps_its_kind_and_limits_and_begins_anew() throws Exception {
        routes.start("redisqueue:a", route -> route.to("redisqueue:b"));

        routes.put("a", List.of(new NewJob(Body.utf8("x"), WELCOME.withUniqueId("u-1"))));

        routes.awaitCount("b", JobState.READY, 1);
        Job job = ready("b").get(0);
        assertThat(job.id()).isNotEqualTo("u-1");
        assertThat(job.facts())
                .containsEntry("Key", "welcome")
                .containsEntry("MaxAttempts", "7")
                .containsEntry("HandleTimeout", "300000000000")
                .containsEntry("Backoff", "0");
    }

    @Test
    void each_job_of_a_batch_that_is_put_on_keeps_its_own() throws Exception {
        routes.put(
                "a",
                List.of(
                        new NewJob(Body.utf8("x"), WELCOME),
                        NewJob.of("y"),
                        new NewJob(Body.utf8("z"), WELCOME.withKey("farewell"))));
        routes.start("redisqueue:a?batching=true", route -> route.to("redisqueue:b"));

        routes.awaitCount("b", JobState.READY, 3);

        assertThat(ready("b"))
                .extracting(job -> job.body().utf8() + job.facts().get("Key"))
                .containsExactly("xwelcome", "y", "zfarewell");
    }

    @Test
    void what_is_put_on_to_a_plain_list_is_the_body_alone() throws Exception {
        try (QueueRoutes raw = RedisRoutes.on(server, RedisEnvelope.RAW)) {
            routes.start("redisqueue:a", route -> route.to("redisqueue:b?envelope=raw"));

            routes.put("a", List.of(new NewJob(Body.utf8("x"), WELCOME)));

            raw.awaitCount("b", JobState.READY, 1);
            routes.awaitEmpty("a");
        }
    }

    @Test
    void a_job_that_its_route_sends_back_for_later_waits() throws Exception {
        onFirstDelivery("retry&delay=1h");

        routes.put("a", "x");

        assertThat(result()).isEqualTo(1L);
        routes.awaitCount("a", JobState.DELAYED, 1);
        assertThat(routes.count("a")).isEqualTo(1);
    }

    @Test
    void a_job_that_its_route_sends_back_comes_again_and_counts() throws Exception {
        onFirstDelivery("retry");

        routes.put("a", "x");

        assertThat(result()).isEqualTo(1L);
        assertThat(next().getMessage().getHeader(RedisQueueConstants.ATTEMPT)).isEqualTo(2);
        routes.awaitEmpty("a");
    }

    @Test
    void a_job_that_its_route_has_not_begun_comes_again_and_does_not_count() throws Exception {
        onFirstDelivery("giveBack");

        routes.put("a", "x");

        assertThat(result()).isEqualTo(1L);
        assertThat(next().getMessage().getHeader(RedisQueueConstants.ATTEMPT)).isEqualTo(1);
        routes.awaitEmpty("a");
    }

    @Test
    void a_job_that_its_route_gives_up_is_dead_and_success_does_not_end_it() throws Exception {
        onFirstDelivery("fail");

        routes.put("a", "x");

        assertThat(result()).isEqualTo(1L);
        routes.awaitCount("a", JobState.DEAD, 1);
        assertThat(routes.count("a")).isEqualTo(1);
    }

    @Test
    void a_lease_that_its_route_extends_is_extended_and_success_ends_the_job() throws Exception {
        onFirstDelivery("extend");

        routes.put("a", "x");

        assertThat(result()).isEqualTo(1L);
        routes.awaitEmpty("a");
    }

    @Test
    void a_job_that_its_route_acknowledged_is_gone_though_the_route_fails() throws Exception {
        routes.start(
                "redisqueue:a",
                route -> route.to("redisqueue:a?operation=ack")
                        .process(this::note)
                        .throwException(new IllegalStateException("no")));

        routes.put("a", "x");

        assertThat(result()).isEqualTo(1L);
        routes.awaitEmpty("a");
    }

    @Test
    void after_a_put_a_command_is_still_about_the_job_that_the_route_holds() throws Exception {
        routes.start("redisqueue:a", route -> route.to("redisqueue:b").to("redisqueue:a?operation=fail"));

        routes.put("a", "x");

        routes.awaitCount("a", JobState.DEAD, 1);
        assertThat(routes.count("b", JobState.READY)).isEqualTo(1);
    }

    @Test
    void an_idempotent_consumer_knows_a_job_that_comes_again_by_its_key() throws Exception {
        AtomicInteger deliveries = new AtomicInteger();
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("redisqueue:a")
                        .idempotentConsumer(
                                header(RedisQueueConstants.JOB_KEY),
                                MemoryIdempotentRepository.memoryIdempotentRepository())
                        .process(RedisHeldJobTest.this::note)
                        .end()
                        .filter(exchange -> deliveries.incrementAndGet() == 1)
                        .to("redisqueue:a?operation=giveBack");
            }
        });

        routes.put("a", "x");

        next();
        routes.awaitEmpty("a");
        assertThat(deliveries).hasValue(2);
        assertThat(through).isEmpty();
    }

    private void onFirstDelivery(String operation) throws Exception {
        AtomicInteger deliveries = new AtomicInteger();
        routes.start(
                "redisqueue:a",
                route -> route.filter(exchange -> deliveries.incrementAndGet() == 1)
                        .to("redisqueue:a?operation=" + operation)
                        .end()
                        .process(this::note));
    }

    private void note(Exchange exchange) {
        through.add(exchange.copy());
    }

    private List<Job> ready(String queue) {
        try (QueueAdmin admin = routes.beside.admin(queue)) {
            return admin.peek(JobState.READY, 10);
        }
    }

    /** What the command did, in the next exchange that comes through the route. */
    private Object result() throws InterruptedException {
        return Objects.requireNonNull(next().getMessage().getHeader(RedisQueueConstants.RESULT));
    }

    private Exchange next() throws InterruptedException {
        return Objects.requireNonNull(through.poll(15, TimeUnit.SECONDS), "exchange");
    }
}
