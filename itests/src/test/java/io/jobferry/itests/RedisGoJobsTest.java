package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Job;
import io.jobferry.JobSource;
import io.jobferry.JobState;
import io.jobferry.Outcome;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.consume.JobConsumer;
import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Jobs that Go processes wrote and push, pop and move on the same keys. */
@NeedsServer(ServerKind.REDIS)
class RedisGoJobsTest extends RedisMembersFixture {
    /** A gob of type 65 with a body and nothing else. */
    private static final byte[] NAMELESS = HexFormat.of()
            .parseHex("74ff810301010c5065727369737465644a6f6201ff820001070108556e697175654964010c0001034b6579010c000105"
                    + "56616c7565010a00010d48616e646c6554696d656f757401040001074261636b6f66660104000108417474656d707473"
                    + "010400010b4d6178417474656d70747301040000000eff82030568656c6c6f0302010200");

    RedisGoJobsTest(TestServer redis) {
        super(redis);
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
    void what_the_doorbell_moved_goes_back_to_go_processes_when_the_source_closes() {
        go.lpush(key("claimed"), FROM_GO);

        source().close();

        assertThat(go.lrange(WAITING, 0, -1)).containsExactly(FROM_GO);
    }

    @Test
    void a_consumer_makes_the_attempts_that_a_go_job_says_and_tells_each() {
        go.lpush(WAITING, FROM_GO); // says 3
        List<String> told = new CopyOnWriteArrayList<>();
        QueueListener listener = new QueueListener() {
            @Override
            public void beforeRetry(Job job, int attempt, Throwable error, Duration delay) {
                told.add("retry " + job.id() + " after " + attempt + ": " + error.getMessage());
            }

            @Override
            public void beforeAbort(Job job, int attempt, Throwable error) {
                told.add("abort " + job.id() + " after " + attempt + ": " + error.getMessage());
            }
        };

        try (JobConsumer consumer = consumer(listener, delivery -> delivery.fail(new IllegalStateException("no")))) {
            consumer.start();
            await().atMost(SOON).until(() -> go.llen(FAILED) == 1);
        }

        assertThat(told).containsExactly("retry u-1 after 1: no", "retry u-1 after 2: no", "abort u-1 after 3: no");
        assertThat(backend.admin("mail").peek(JobState.DEAD, 1).get(0).attempt())
                .hasValue(4); // what core-queue writes too
    }

    @Test
    void a_job_without_a_unique_id_has_the_same_id_at_every_attempt() throws Exception {
        go.lpush(WAITING, NAMELESS);
        JobSource source = source();

        Job first = one(source).job();
        source.close();
        JobSource other = source();
        Reservation again = one(other);
        settle(other, again, Outcome.retry(Duration.ZERO));
        Job second = one(other).job();

        assertThat(first.id()).matches("[0-9a-f]{32}").isEqualTo(first.key());
        assertThat(again.job().id()).isEqualTo(first.id());
        assertThat(second.attempt()).hasValue(2);
        assertThat(second.id()).isEqualTo(first.id());
    }
}
