package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.Job;
import io.jobferry.JobSource;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.PutOptions;
import io.jobferry.PutResult;
import io.jobferry.QueueException;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import io.jobferry.redisqueue.LeaseOver;
import io.jobferry.redisqueue.RedisChannel;
import io.jobferry.redisqueue.RedisLayout;
import io.jobferry.redisqueue.RedisPut;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueClient;
import io.jobferry.redisqueue.RedisQueueOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** core-queue's keys beside a program that does with them what core-queue does. */
@NeedsServer(ServerKind.REDIS)
class RedisMembersTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final RedisLayout LAYOUT = RedisLayout.DEFAULT.withKeyPrefix("app:env");

    private static final byte[] WAITING = key("waiting");
    private static final byte[] DELAYED = key("delayed");
    private static final byte[] RESERVED = key("reserved");
    private static final byte[] FAILED = key("failed");
    private static final byte[] TIMEOUT = key("timeout");

    /** What a Go process wrote that had encoded something else before: its type is 72, not 65. */
    private static final byte[] FROM_GO = HexFormat.of()
            .parseHex("74ff8f0301010c5065727369737465644a6f6201ff900001070108556e697175654964010c0001034b6579010c000105"
                    + "56616c7565010a00010d48616e646c6554696d656f757401040001074261636b6f66660104000108417474656d707473"
                    + "010400010b4d6178417474656d707473010400000020ff900103752d3101046d61696c010568656c6c6f01fb0df84758"
                    + "000202010600");

    private final RedisQueueOptions options;
    private final RedisQueueBackend backend;
    private final Jedis go;

    RedisMembersTest(TestServer redis) {
        options = RedisQueueOptions.of(redis.address()).withLayout(LAYOUT);
        backend = new RedisQueueBackend(options);
        go = new Jedis(HostAndPort.from(redis.address()));
    }

    @AfterEach
    void closeAll() {
        backend.close();
        go.configSet("maxmemory", "0");
        go.flushAll();
        go.close();
    }

    @Test
    void fault_36_a_job_of_a_go_producer_with_another_type_id_is_settled_by_its_bytes() throws Exception {
        go.lpush(WAITING, FROM_GO);
        JobSource source = source();

        Reservation job = one(source);
        byte[] reserved = go.zrange(RESERVED, 0, -1).get(0);
        Settled settled = settle(source, job, Outcome.done());

        assertThat(job.job().id()).isEqualTo("u-1");
        assertThat(job.job().body().utf8()).isEqualTo("hello");
        assertThat(job.job().facts()).containsEntry("Key", "mail");
        assertThat(reserved).isEqualTo(FROM_GO);
        assertThat(settled).isEqualTo(Settled.APPLIED);
        assertThat(go.keys("*")).isEmpty();
    }

    @Test
    void fault_36_a_retry_keeps_the_type_id_and_counts_the_attempt() throws Exception {
        go.lpush(WAITING, FROM_GO);
        JobSource source = source();

        settle(source, one(source), Outcome.retry(Duration.ofMinutes(1)));

        byte[] again = go.zrange(DELAYED, 0, -1).get(0);
        assertThat(again).startsWith(HexFormat.of().parseHex("74ff8f"));
        assertThat(go.zcard(RESERVED)).isZero();
        assertThat(backend.admin("mail").peek(JobState.DELAYED, 1).get(0).attempt())
                .hasValue(2);
    }

    @Test
    void fault_34_what_cannot_be_read_is_kept_as_it_is_among_the_dead_and_the_next_job_comes() throws Exception {
        byte[] garbage = {0, 1, 2, (byte) 0xff};
        go.lpush(WAITING, garbage, FROM_GO);
        JobSource source = source();

        List<Reservation> jobs = source.reserve(10, SOON);

        assertThat(jobs).extracting(job -> job.job().id()).containsExactly("u-1");
        assertThat(go.lrange(FAILED, 0, -1)).containsExactly(garbage);
        List<Job> dead = backend.admin("mail").peek(JobState.DEAD, 1);
        assertThat(dead).extracting(Job::body).containsExactly(Body.of(garbage));
    }

    @Test
    void fault_33_two_consumers_that_move_due_jobs_at_once_enqueue_each_once() throws Exception {
        List<NewJob> later = IntStream.range(0, 2_000)
                .mapToObj(i -> new NewJob(Body.utf8("job " + i), PutOptions.delayed(Duration.ofMillis(100))))
                .toList();
        backend.sink("mail").put(later);

        CompletableFuture<List<String>> one = CompletableFuture.supplyAsync(() -> drain(source()));
        CompletableFuture<List<String>> other = CompletableFuture.supplyAsync(() -> drain(source()));

        List<String> all = new ArrayList<>(one.join());
        all.addAll(other.join());
        assertThat(all).hasSize(2_000).doesNotHaveDuplicates();
    }

    @Test
    void fault_4_a_job_is_never_out_of_all_keys_because_reserving_is_one_script() throws Exception {
        go.lpush(WAITING, FROM_GO);
        go.set(RESERVED, key("a string"));
        JobSource source = source();

        assertThatThrownBy(() -> source.reserve(1, SOON))
                .isInstanceOf(QueueException.class)
                .hasMessageContaining("reserved is a string and not a zset");
        assertThat(go.lrange(WAITING, 0, -1)).containsExactly(FROM_GO);
    }

    @Test
    void fault_3_a_job_whose_lease_ended_lies_in_timeout_until_a_redrive() throws Exception {
        backend.sink("mail")
                .put(List.of(
                        new NewJob(Body.utf8("slow"), RedisPut.DEFAULT.withHandleTimeout(Duration.ofMillis(200)))));
        JobSource source = source();
        one(source);

        await().atMost(SOON)
                .until(() -> source.reserve(1, Duration.ofMillis(100)).isEmpty() && go.llen(TIMEOUT) == 1);
        long moved = backend.admin("mail").redrive(10);
        Reservation again = one(source);

        assertThat(moved).isEqualTo(1);
        assertThat(again.job().body().utf8()).isEqualTo("slow");
        assertThat(again.job().attempt()).hasValue(1);
    }

    @Test
    void fault_22_work_that_was_done_too_late_leaves_timeout() throws Exception {
        backend.sink("mail")
                .put(List.of(
                        new NewJob(Body.utf8("slow"), RedisPut.DEFAULT.withHandleTimeout(Duration.ofMillis(200)))));
        JobSource source = source();
        Reservation held = one(source);
        await().atMost(SOON)
                .until(() -> source.reserve(1, Duration.ofMillis(100)).isEmpty() && go.llen(TIMEOUT) == 1);

        Settled extended = source.extend(List.of(held)).get(0);
        Settled done = settle(source, held, Outcome.done());

        assertThat(extended).isEqualTo(Settled.LEASE_LOST);
        assertThat(done).isEqualTo(Settled.APPLIED);
        assertThat(go.llen(TIMEOUT)).isZero();
    }

    @Test
    void fault_35_leases_and_delays_count_by_the_servers_clock() throws Exception {
        Instant server = Instant.ofEpochSecond(Long.parseLong(go.time().get(0)));
        backend.sink("mail")
                .put(List.of(new NewJob(Body.utf8("due"), RedisPut.DEFAULT.withAt(server.minusSeconds(1)))));
        JobSource source = source();

        Reservation job = one(source);

        double ends = go.zrangeWithScores(RESERVED, 0, -1).get(0).getScore();
        assertThat(job.job().body().utf8()).isEqualTo("due");
        assertThat(ends).isBetween(server.getEpochSecond() + 3_600.0, server.getEpochSecond() + 3_630.0);
    }

    @Test
    void fault_32_a_server_out_of_memory_refuses_puts_and_jobs_go_on() throws Exception {
        go.lpush(WAITING, FROM_GO);
        JobSource source = source();
        go.configSet("maxmemory", "1");

        PutResult put = backend.sink("mail").put(List.of(NewJob.of("more"))).get(0);
        Reservation job = one(source);
        Settled extended = source.extend(List.of(job)).get(0);
        List<Reservation> none = source.reserve(1, Duration.ofMillis(200));
        Settled settled = settle(source, job, Outcome.retry(Duration.ZERO));

        assertThat(put.kind()).isEqualTo(PutResult.Kind.REFUSED);
        assertThat(put.reason()).startsWith("OOM");
        assertThat(none).isEmpty();
        assertThat(List.of(extended, settled)).containsOnly(Settled.APPLIED);
        assertThat(go.llen(WAITING)).isEqualTo(1);
    }

    @Test
    void a_waiting_reserve_is_woken_by_a_go_producers_push() throws Exception {
        JobSource source = source();
        CompletableFuture<Reservation> waiting = CompletableFuture.supplyAsync(() -> one(source));
        await().atMost(SOON).until(() -> go.info("clients").contains("blocked_clients:1"));

        go.lpush(WAITING, FROM_GO);

        assertThat(waiting.join().job().id()).isEqualTo("u-1");
    }

    @Test
    void a_job_equal_to_a_reserved_one_waits_for_its_turn() throws Exception {
        go.lpush(WAITING, FROM_GO, FROM_GO);
        JobSource source = source();

        List<Reservation> first = source.reserve(10, SOON);
        settle(source, first.get(0), Outcome.done());
        Reservation second = one(source);

        assertThat(first).hasSize(1);
        assertThat(settle(source, second, Outcome.done())).isEqualTo(Settled.APPLIED);
        assertThat(go.keys("*")).isEmpty();
    }

    @Test
    void fault_22_a_reservation_of_the_same_bytes_by_another_is_not_ours() throws Exception {
        go.lpush(WAITING, FROM_GO);
        JobSource source = source();
        Reservation held = one(source);
        go.zadd(RESERVED, 4_000_000_000.0, FROM_GO);

        Settled settled = settle(source, held, Outcome.done());

        assertThat(settled).isEqualTo(Settled.LEASE_LOST);
        assertThat(go.zcard(RESERVED)).isEqualTo(1);
    }

    @Test
    void fault_3_with_leases_that_lead_back_to_waiting_the_job_comes_again_and_counts() throws Exception {
        try (Backend back = new RedisQueueBackend(
                options.withLayout(LAYOUT.withLeaseOver(LeaseOver.WAITING).withLease(Duration.ofMillis(200))))) {
            go.lpush(WAITING, FROM_GO);
            JobSource source = back.source(List.of("mail"));
            one(source);

            Reservation again = one(source);

            assertThat(again.job().attempt()).hasValue(2);
        }
    }

    @Test
    void after_an_extension_without_an_answer_the_job_is_still_settled_by_its_score() throws Exception {
        go.lpush(WAITING, FROM_GO);
        JobSource source = source();
        Reservation held = one(source);
        double score = go.zscore(RESERVED, FROM_GO);
        go.clientKill(new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));

        Settled extended = source.extend(List.of(held)).get(0);
        go.zadd(RESERVED, score + 0.25, FROM_GO); // as if it had been done before the connection broke
        Settled settled = settle(source, held, Outcome.done());

        assertThat(extended).isEqualTo(Settled.UNKNOWN);
        assertThat(settled).isEqualTo(Settled.APPLIED);
    }

    @Test
    void a_reload_brings_back_one_channel_with_its_attempts_counted() throws Exception {
        go.lpush(WAITING, FROM_GO);
        go.lpush(TIMEOUT, FROM_GO);
        JobSource source = source();
        settle(source, one(source), Outcome.dead("no handler"));

        try (RedisQueueClient client = backend.client("mail")) {
            long reloaded = client.reload(RedisChannel.FAILED);

            assertThat(reloaded).isEqualTo(1);
            assertThat(client.info())
                    .containsEntry(RedisChannel.WAITING, 1L)
                    .containsEntry(RedisChannel.FAILED, 0L)
                    .containsEntry(RedisChannel.TIMEOUT, 1L);
            assertThatThrownBy(() -> client.reload(RedisChannel.DELAYED))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("DELAYED");
        }
        assertThat(one(source).job().attempt()).hasValue(2);
    }

    @Test
    void a_flush_deletes_one_channel_and_no_other_key() {
        go.lpush(WAITING, FROM_GO);
        go.lpush(FAILED, FROM_GO);
        go.set("{app:env:mail}:lock", "a key of somebody else");

        try (RedisQueueClient client = backend.client("mail")) {
            client.flush(RedisChannel.FAILED);
        }

        assertThat(go.keys("*")).containsExactlyInAnyOrder("{app:env:mail}:waiting", "{app:env:mail}:lock");
    }

    @Test
    void a_user_of_redis_access_lists_works_in_the_database_of_the_options() throws Exception {
        go.aclSetUser("ferry", "on", ">sesame", "~*", "+@all");
        try (Backend other =
                new RedisQueueBackend(options.withLogin("ferry", "sesame").withDatabase(2))) {
            other.sink("mail").put(List.of(NewJob.of("hello")));

            assertThat(go.llen(WAITING)).isZero();
            go.select(2);
            assertThat(go.llen(WAITING)).isEqualTo(1);
        } finally {
            go.aclDelUser("ferry");
        }
    }

    @Test
    void what_the_doorbell_moved_goes_back_to_go_processes_when_the_source_closes() {
        go.lpush(key("claimed"), FROM_GO);

        source().close();

        assertThat(go.lrange(WAITING, 0, -1)).containsExactly(FROM_GO);
    }

    private JobSource source() {
        return backend.source(List.of("mail"));
    }

    private static List<String> drain(JobSource source) {
        List<String> texts = new ArrayList<>();
        for (List<Reservation> jobs = some(source); !jobs.isEmpty(); jobs = some(source)) {
            for (Reservation job : jobs) {
                texts.add(job.job().body().utf8());
                settle(source, job, Outcome.done());
            }
        }
        return texts;
    }

    private static List<Reservation> some(JobSource source) {
        try {
            return source.reserve(64, Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Reservation one(JobSource source) {
        try {
            List<Reservation> jobs = source.reserve(1, SOON);
            assertThat(jobs).hasSize(1);
            return jobs.get(0);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Settled settle(JobSource source, Reservation job, Outcome outcome) {
        return source.settle(List.of(new Settlement(job, outcome))).get(0);
    }

    private static byte[] key(String name) {
        return ("{app:env:mail}:" + name).getBytes(StandardCharsets.UTF_8);
    }
}
