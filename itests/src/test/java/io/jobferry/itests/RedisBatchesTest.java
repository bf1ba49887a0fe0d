package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Body;
import io.jobferry.Job;
import io.jobferry.JobSource;
import io.jobferry.JobState;
import io.jobferry.Outcome;
import io.jobferry.QueueStats;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import io.jobferry.redisqueue.RedisEnvelope;
import io.jobferry.redisqueue.RedisLayout;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueOptions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** Jobs that were reserved together, and how they part. */
@NeedsServer(ServerKind.REDIS)
class RedisBatchesTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String RESERVED = "{mail}:jobferry:reserved";
    private static final String BATCHES = "{mail}:jobferry:batches";

    private final RedisQueueBackend backend;
    private final Jedis other;

    RedisBatchesTest(TestServer redis) {
        backend = new RedisQueueBackend(
                RedisQueueOptions.of(redis.address()).withLayout(RedisLayout.DEFAULT.withEnvelope(RedisEnvelope.RAW)));
        other = new Jedis(HostAndPort.from(redis.address()));
    }

    @AfterEach
    void closeAll() {
        other.configSet("maxmemory", "0");
        backend.close();
        other.flushAll();
        other.close();
    }

    @Test
    void of_two_settlements_in_one_call_the_first_is_applied() throws Exception {
        JobSource source = backend.source(List.of("mail"));
        List<Reservation> jobs = reserve(source, "a", "b");

        List<Settled> settled = settle(source, Outcome.done(), jobs.get(0), jobs.get(1), jobs.get(0));

        assertThat(settled).containsExactly(Settled.APPLIED, Settled.APPLIED, Settled.LEASE_LOST);
    }

    @Test
    void a_job_that_was_done_is_not_extended_and_not_done_again() throws Exception {
        JobSource source = backend.source(List.of("mail"));
        List<Reservation> jobs = reserve(source, "a", "b", "c");
        settle(source, Outcome.done(), jobs.get(1));

        List<Settled> extended = source.extend(jobs);
        List<Settled> settled = settle(source, Outcome.done(), jobs.toArray(Reservation[]::new));

        assertThat(extended).containsExactly(Settled.APPLIED, Settled.LEASE_LOST, Settled.APPLIED);
        assertThat(settled).containsExactly(Settled.APPLIED, Settled.LEASE_LOST, Settled.APPLIED);
    }

    @Test
    void a_batch_that_is_done_over_several_calls_leaves_nothing_behind() throws Exception {
        JobSource source = backend.source(List.of("mail"));
        List<Reservation> jobs = reserve(source, "a", "b", "c", "d");

        List<Settled> settled = Stream.of(
                        settle(source, Outcome.done(), jobs.get(2)),
                        settle(source, Outcome.done(), jobs.get(0), jobs.get(3)),
                        settle(source, Outcome.done(), jobs.get(1)))
                .flatMap(List::stream)
                .toList();

        assertThat(settled).hasSize(4).containsOnly(Settled.APPLIED);
        assertThat(other.keys("*")).containsExactly("{mail}:jobferry:stamps");
    }

    @Test
    void two_batches_are_settled_in_one_call_each_job_its_own_way() throws Exception {
        JobSource source = backend.source(List.of("mail"));
        List<Reservation> first = reserve(source, "a", "b");
        List<Reservation> second = reserve(source, "c", "d");

        List<Settled> settled = source.settle(List.of(
                new Settlement(second.get(1), Outcome.done()),
                new Settlement(first.get(0), Outcome.dead("bad")),
                new Settlement(first.get(1), Outcome.done()),
                new Settlement(second.get(0), Outcome.giveBack())));

        assertThat(settled).hasSize(4).containsOnly(Settled.APPLIED);
        assertThat(bodies(backend.admin("mail").peek(JobState.DEAD, 10))).containsExactly("a");
        assertThat(bodies(backend.admin("mail").peek(JobState.READY, 10))).containsExactly("c");
        assertThat(backend.admin("mail").stats().reserved()).hasValue(0);
    }

    @Test
    void what_is_left_of_a_batch_whose_lease_ended_comes_again_and_counts() throws Exception {
        JobSource source = backend.source(List.of("mail"));
        List<Reservation> jobs = reserve(source, "a", "b", "c");
        settle(source, Outcome.done(), jobs.get(1));

        end(BATCHES);
        List<Reservation> again = source.reserve(10, SOON);
        List<Settled> late = settle(source, Outcome.done(), jobs.toArray(Reservation[]::new));
        List<Settled> lateExtension = source.extend(jobs);
        List<Settled> settled = settle(source, Outcome.done(), again.toArray(Reservation[]::new));

        assertThat(again)
                .extracting(each -> each.job().id())
                .containsExactly(jobs.get(0).job().id(), jobs.get(2).job().id());
        assertThat(again).extracting(each -> each.job().body().utf8()).containsExactly("a", "c");
        assertThat(again).allSatisfy(each -> assertThat(each.job().attempt()).hasValue(2));
        assertThat(late).hasSize(3).containsOnly(Settled.LEASE_LOST);
        assertThat(lateExtension).hasSize(3).containsOnly(Settled.LEASE_LOST);
        assertThat(settled).hasSize(2).containsOnly(Settled.APPLIED);
    }

    @Test
    void a_job_that_is_not_extended_with_the_others_keeps_its_lease() throws Exception {
        JobSource source = backend.source(List.of("mail"));
        List<Reservation> jobs = reserve(source, "a", "b", "c");
        end(BATCHES);

        List<Settled> extended = source.extend(List.of(jobs.get(2), jobs.get(0)));
        List<Reservation> again = source.reserve(10, SOON);
        List<Settled> settled = settle(source, Outcome.done(), jobs.toArray(Reservation[]::new));

        assertThat(extended).containsExactly(Settled.APPLIED, Settled.APPLIED);
        assertThat(again).extracting(each -> each.job().body().utf8()).containsExactly("b");
        assertThat(settled).containsExactly(Settled.APPLIED, Settled.LEASE_LOST, Settled.APPLIED);
    }

    @Test
    void the_counts_tell_of_each_job_of_a_batch() throws Exception {
        JobSource source = backend.source(List.of("mail"));
        List<Reservation> jobs = reserve(source, "a", "b", "c", "d", "e");
        settle(source, Outcome.done(), jobs.get(0));
        settle(source, Outcome.dead("bad"), jobs.get(1));
        source.extend(List.of(jobs.get(2)));

        QueueStats stats = backend.admin("mail").stats();
        List<Job> shown = backend.admin("mail").peek(JobState.RESERVED, 10);

        assertThat(stats.reserved()).hasValue(3);
        assertThat(stats.dead()).hasValue(1);
        assertThat(stats.ready()).hasValue(0);
        assertThat(bodies(shown)).containsExactlyInAnyOrder("c", "d", "e");
        assertThat(shown)
                .extracting(Job::id)
                .containsExactlyInAnyOrder(
                        jobs.get(2).job().id(),
                        jobs.get(3).job().id(),
                        jobs.get(4).job().id());
        assertThat(backend.admin("mail").peek(JobState.RESERVED, 2)).hasSize(2);
    }

    @Test
    void a_job_is_forgotten_though_it_lies_in_anothers_batch() throws Exception {
        JobSource dead = backend.source(List.of("mail"));
        List<Reservation> jobs = reserve(dead, "a", "b");
        String id = jobs.get(0).job().id();

        long forgotten = backend.forget("mail", List.of(id, "7", "no id of ours"));
        long twice = backend.forget("mail", List.of(id));
        List<Settled> settled = settle(dead, Outcome.retry(Duration.ZERO), jobs.toArray(Reservation[]::new));

        assertThat(forgotten).isEqualTo(1);
        assertThat(twice).isZero();
        assertThat(settled).containsExactly(Settled.LEASE_LOST, Settled.APPLIED);
        assertThat(bodies(backend.admin("mail").peek(JobState.READY, 10))).containsExactly("b");
    }

    @Test
    void large_bodies_are_held_each_by_itself() throws Exception {
        JobSource source = backend.source(List.of("mail"));
        String large = "x".repeat(64 * 1024);
        List<Reservation> jobs = reserve(source, large, large, large, large, large);

        boolean inBatch = other.exists(BATCHES);
        List<Settled> extended = source.extend(jobs);
        List<Settled> settled = settle(source, Outcome.done(), jobs.toArray(Reservation[]::new));

        assertThat(inBatch).isFalse();
        assertThat(jobs).extracting(each -> each.job().body()).containsOnly(Body.utf8(large));
        assertThat(extended).hasSize(5).containsOnly(Settled.APPLIED);
        assertThat(settled).hasSize(5).containsOnly(Settled.APPLIED);
        assertThat(other.keys("*")).containsExactly("{mail}:jobferry:stamps");
    }

    @Test
    void what_an_older_jobferry_had_reserved_comes_again() throws Exception {
        other.hset("{mail}:jobferry:bodies", "1700000000000000001", "from before");
        other.zadd(RESERVED, 1, "1700000000000000001");

        Reservation job = backend.source(List.of("mail")).reserve(1, SOON).get(0);

        assertThat(job.job().id()).isEqualTo("1700000000000000001");
        assertThat(job.job().body().utf8()).isEqualTo("from before");
        assertThat(job.job().attempt()).hasValue(2);
    }

    @Test
    void fault_32_a_server_that_is_out_of_memory_settles_and_extends() throws Exception {
        JobSource source = backend.source(List.of("mail"));
        List<Reservation> jobs = reserve(source, "a", "b", "c", "d");
        settle(source, Outcome.dead("bad"), jobs.get(0));
        other.configSet("maxmemory", "1");

        List<Settled> extended = source.extend(jobs.subList(1, 4));
        List<Settled> some = source.extend(jobs.subList(1, 2));
        List<Settled> settled = settle(source, Outcome.done(), jobs.get(1), jobs.get(2));

        assertThat(extended).hasSize(3).containsOnly(Settled.APPLIED);
        assertThat(some).containsExactly(Settled.APPLIED);
        assertThat(settled).containsExactly(Settled.APPLIED, Settled.APPLIED);
        assertThat(backend.admin("mail").stats().reserved()).hasValue(1);
    }

    private List<Reservation> reserve(JobSource source, String... bodies) throws InterruptedException {
        other.lpush("mail", bodies);
        List<Reservation> jobs = source.reserve(bodies.length, SOON);
        assertThat(jobs).hasSize(bodies.length);
        return jobs;
    }

    /** As if all these leases had ended. */
    private void end(String leases) {
        other.zrange(leases, 0, -1).forEach(member -> other.zadd(leases, 1, member));
    }

    private static List<Settled> settle(JobSource source, Outcome outcome, Reservation... jobs) {
        return source.settle(
                Stream.of(jobs).map(job -> new Settlement(job, outcome)).toList());
    }

    private static List<String> bodies(List<Job> jobs) {
        return jobs.stream().map(job -> job.body().utf8()).toList();
    }
}
