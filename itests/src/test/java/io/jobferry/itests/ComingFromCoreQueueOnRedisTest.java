package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
import io.jobferry.Job;
import io.jobferry.JobState;
import io.jobferry.Queues;
import io.jobferry.gob.GobTypes;
import io.jobferry.handlers.Codec;
import io.jobferry.handlers.DispatchOptions;
import io.jobferry.handlers.JobKind;
import io.jobferry.handlers.JobRouter;
import io.jobferry.handlers.NamedQueues;
import io.jobferry.redisqueue.RedisChannel;
import io.jobferry.redisqueue.RedisChannels;
import io.jobferry.redisqueue.RedisEnvelope;
import io.jobferry.redisqueue.RedisLayout;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueClient;
import io.jobferry.redisqueue.RedisQueueOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** What of docs/coming-from-core-queue.md is Redis' own stands here and works. */
@NeedsServer(ServerKind.REDIS)
class ComingFromCoreQueueOnRedisTest {
    private static final JobKind<String> EXAMPLE = new JobKind<>("example", Codec.gob(GobTypes.STRING));

    /** What a Go process wrote: UniqueId u-1, Key mail, Value "hello", one attempt of 3, an hour to handle it. */
    private static final byte[] FROM_GO = HexFormat.of()
            .parseHex("74ff8f0301010c5065727369737465644a6f6201ff900001070108556e697175654964010c0001034b6579010c000105"
                    + "56616c7565010a00010d48616e646c6554696d656f757401040001074261636b6f66660104000108417474656d707473"
                    + "010400010b4d6178417474656d707473010400000020ff900103752d3101046d61696c010568656c6c6f01fb0df84758"
                    + "000202010600");

    private final String address;
    private final RedisQueueBackend backend;
    private final Jedis go;
    private final List<Object> seen = new CopyOnWriteArrayList<>();

    ComingFromCoreQueueOnRedisTest(TestServer redis) {
        address = redis.address();
        backend = new RedisQueueBackend(RedisQueueOptions.of(address));
        go = new Jedis(HostAndPort.from(address));
    }

    @AfterEach
    void close() {
        backend.close();
        go.flushAll();
        go.close();
    }

    @Test
    void a_job_of_a_go_process_goes_to_the_handler_of_its_key() {
        go.lpush("{app:env:default}:waiting".getBytes(StandardCharsets.UTF_8), FROM_GO);
        JobKind<String> mail = new JobKind<>("mail", Codec.text());

        try (Backend redis = Queues.open("redis://" + address + "?keyPrefix=app:env");
                JobRouter router = new JobRouter(redis, "default")) {
            router.subscribe(mail, (text, delivery) -> seen.add(delivery.job().id() + " " + text));
            router.start();

            await().untilAsserted(() -> assertThat(seen).containsExactly("u-1 hello"));
            await().untilAsserted(() -> assertThat(go.keys("*")).isEmpty());
        }
    }

    @Test
    void a_dispatched_job_lies_in_core_queues_envelope() {
        JobRouter router = new JobRouter(backend, "RedisDriver");

        router.dispatch(
                EXAMPLE,
                "foo",
                DispatchOptions.attempts(5).withUniqueId("mail-17").withHandleTimeout(Duration.ofSeconds(30)));

        assertThat(go.llen("{RedisDriver}:waiting")).isEqualTo(1);
        Job job = backend.admin("RedisDriver").peek(JobState.READY, 1).get(0);
        assertThat(job.id()).isEqualTo("mail-17");
        assertThat(job.body()).isEqualTo(EXAMPLE.codec().encode("foo"));
        assertThat(job.facts())
                .containsEntry("Key", "example")
                .containsEntry("MaxAttempts", "5")
                .containsEntry("HandleTimeout", "30000000000");
        router.close();
    }

    @Test
    void a_deferred_job_waits_in_redis() {
        try (JobRouter router = new JobRouter(backend, "default")) {
            router.dispatch(EXAMPLE, "foo", DispatchOptions.after(Duration.ofHours(1)));
            router.dispatch(EXAMPLE, "bar", DispatchOptions.at(Instant.now().plusSeconds(7200)));

            assertThat(go.zcard("{default}:delayed")).isEqualTo(2);
            double hours = go.zrangeWithScores("{default}:delayed", 0, 0).get(0).getScore() / 3600
                    - Instant.now().getEpochSecond() / 3600.0;
            assertThat(hours).isBetween(0.9, 1.1);
        }
    }

    @Test
    void the_packer_is_the_layouts_envelope() {
        RedisLayout layout =
                RedisLayout.DEFAULT.withEnvelope(RedisEnvelope.JSON).withKeyPrefix("app:env");
        try (RedisQueueBackend json =
                        new RedisQueueBackend(RedisQueueOptions.of(address).withLayout(layout));
                JobRouter router = new JobRouter(json, "default")) {
            router.dispatch(EXAMPLE, "foo");

            assertThat(go.lrange("{app:env:default}:waiting", 0, -1).get(0))
                    .startsWith("{\"UniqueId\":\"")
                    .contains("\"Key\":\"example\"");
        }
    }

    @Test
    void a_channel_config_is_five_keys() {
        RedisLayout layout = RedisLayout.DEFAULT.withChannels(
                "mail", new RedisChannels("my-delayed", "my-failed", "my-reserved", "my-waiting", "my-timeout"));
        try (RedisQueueBackend redis =
                        new RedisQueueBackend(RedisQueueOptions.of(address).withLayout(layout));
                JobRouter router = new JobRouter(redis, "mail")) {
            router.dispatch(EXAMPLE, "foo");
            router.dispatch(EXAMPLE, "bar", DispatchOptions.after(Duration.ofHours(1)));
            assertThat(go.keys("*")).containsExactlyInAnyOrder("my-waiting", "my-delayed");

            router.start(); // nobody handles it: it fails

            await().untilAsserted(() -> assertThat(go.keys("*")).containsExactlyInAnyOrder("my-failed", "my-delayed"));
        }
    }

    @Test
    void a_reload_gives_one_more_attempt_and_the_count_goes_on() {
        try (JobRouter router = new JobRouter(backend, "default");
                RedisQueueClient client = backend.client("default")) {
            router.subscribe(EXAMPLE, (text, delivery) -> {
                seen.add(delivery.attempt());
                throw new IllegalStateException("faulty");
            });
            router.start();
            router.dispatch(EXAMPLE, "foo");
            await().untilAsserted(() -> assertThat(client.info()).containsEntry(RedisChannel.FAILED, 1L));

            long reloaded = client.reload(RedisChannel.FAILED);

            assertThat(reloaded).isEqualTo(1);
            await().untilAsserted(() -> assertThat(seen).containsExactly(1, 2));
            await().untilAsserted(() -> assertThat(client.info()).containsEntry(RedisChannel.FAILED, 1L));
        }
    }

    @Test
    void channels_are_counted_reloaded_and_flushed() {
        go.lpush("{default}:failed".getBytes(StandardCharsets.UTF_8), FROM_GO);
        try (RedisQueueClient client = backend.client("default")) {
            Map<RedisChannel, Long> info = client.info();
            client.reload(RedisChannel.TIMEOUT);
            client.flush(RedisChannel.FAILED);

            assertThat(info).containsEntry(RedisChannel.FAILED, 1L).containsEntry(RedisChannel.WAITING, 0L);
            assertThat(go.keys("*")).isEmpty();
        }
    }

    @Test
    void named_queues_lie_on_the_redis_of_their_name() {
        Map<String, String> configuration = Map.of("queue.default.redisName", "main");

        try (NamedQueues queues =
                new NamedQueues(configuration, redisName -> Queues.open("redis://" + address + "?keyPrefix=app:env"))) {
            queues.get("default").dispatch(EXAMPLE, "foo");

            assertThat(go.keys("*")).containsExactly("{app:env:default}:waiting");
        }
    }
}
