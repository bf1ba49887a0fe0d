package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.redisqueue.LeaseOver;
import io.jobferry.redisqueue.RedisPut;
import io.jobferry.redisqueue.RedisQueueBackend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** How long a reserved member is ours, by the server's clock. */
@NeedsServer(ServerKind.REDIS)
class RedisLeasesTest extends RedisMembersFixture {
    RedisLeasesTest(TestServer redis) {
        super(redis);
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
}
