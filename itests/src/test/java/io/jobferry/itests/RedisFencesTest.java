package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import io.jobferry.redisqueue.LeaseOver;
import io.jobferry.redisqueue.RedisLayout;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientPauseMode;

/** Scores as fences, where two threads use them at once. */
@NeedsServer(ServerKind.REDIS)
class RedisFencesTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final RedisQueueBackend backend;
    private final Jedis redis;

    RedisFencesTest(TestServer server) {
        backend = new RedisQueueBackend(RedisQueueOptions.of(server.address())
                .withCommandTimeout(Duration.ofMinutes(1))
                .withLayout(RedisLayout.DEFAULT.withLeaseOver(LeaseOver.WAITING)));
        redis = new Jedis(HostAndPort.from(server.address()));
    }

    @AfterEach
    void closeAll() {
        redis.clientUnpause();
        backend.close();
        redis.flushAll();
        redis.close();
    }

    /** How a job is done: alone, or with the next reserve in one round trip. */
    private enum Way {
        SETTLE {
            @Override
            List<Settled> done(JobSource source, Reservation job) {
                return source.settle(List.of(new Settlement(job, Outcome.done())));
            }
        },
        SETTLE_AND_RESERVE {
            @Override
            List<Settled> done(JobSource source, Reservation job) {
                return source.settleAndReserve(List.of(new Settlement(job, Outcome.done())), 1)
                        .settled();
            }
        };

        abstract List<Settled> done(JobSource source, Reservation job);
    }

    @ParameterizedTest
    @EnumSource
    void a_job_that_is_done_while_its_lease_is_extended_is_done(Way way) throws Exception {
        backend.sink("mail").put(List.of(NewJob.of("hello")));
        JobSource source = backend.source(List.of("mail"));
        Reservation job = source.reserve(1, SOON).get(0);
        FutureTask<List<Settled>> settling = new FutureTask<>(() -> way.done(source, job));
        Thread settler = new Thread(settling, "settler");

        redis.clientPause(Duration.ofMinutes(1).toMillis(), ClientPauseMode.WRITE);
        CompletableFuture<List<Settled>> extending = CompletableFuture.supplyAsync(() -> source.extend(List.of(job)));
        await().atMost(SOON).until(() -> redis.clientList().contains("flags=b"));
        settler.start();
        await().atMost(SOON).until(() -> isHeldUp(settler));
        redis.clientUnpause();

        assertThat(extending.get()).containsExactly(Settled.APPLIED);
        assertThat(settling.get()).containsExactly(Settled.APPLIED);
        assertThat(redis.exists("{mail}:reserved")).isFalse();
    }

    /** By whatever lets one go first that uses the connection. */
    private static boolean isHeldUp(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.BLOCKED;
    }
}
