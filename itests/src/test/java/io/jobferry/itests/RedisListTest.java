package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Backend;
import io.jobferry.JobSource;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.QueueException;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import io.jobferry.redisqueue.PopFrom;
import io.jobferry.redisqueue.RedisEnvelope;
import io.jobferry.redisqueue.RedisLayout;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** A plain list beside programs that know nothing of Jobferry. */
@NeedsServer(ServerKind.REDIS)
class RedisListTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final RedisLayout RAW = RedisLayout.DEFAULT.withEnvelope(RedisEnvelope.RAW);

    private final String address;
    private final Backend backend;
    private final Jedis other;

    RedisListTest(TestServer redis) {
        address = redis.address();
        backend = new RedisQueueBackend(RedisQueueOptions.of(address).withLayout(RAW));
        other = new Jedis(HostAndPort.from(redis.address()));
    }

    @AfterEach
    void closeAll() {
        backend.close();
        other.flushAll();
        other.close();
    }

    @Test
    void equal_bodies_are_different_jobs() throws Exception {
        other.lpush("mail", "same", "same", "same");
        JobSource source = backend.source(List.of("mail"));

        List<Reservation> jobs = source.reserve(10, SOON);
        Settled one = settle(source, jobs.get(0), Outcome.done());

        assertThat(jobs).hasSize(3);
        assertThat(one).isEqualTo(Settled.APPLIED);
        assertThat(backend.admin("mail").stats().reserved()).hasValue(2);
    }

    @Test
    void what_is_put_other_programs_pop_in_order() {
        backend.sink("mail").put(List.of(NewJob.of("first"), NewJob.of("second")));

        assertThat(other.rpop("mail", 2)).containsExactly("first", "second");
    }

    @Test
    void a_job_that_is_given_back_untried_is_the_next_that_other_programs_pop() throws Exception {
        other.lpush("mail", "first", "second");
        JobSource source = backend.source(List.of("mail"));

        source.reserve(1, SOON);
        source.close();

        assertThat(other.rpop("mail")).isEqualTo("first");
    }

    @Test
    void a_list_that_others_push_on_the_right_is_taken_from_the_left() throws Exception {
        try (Backend laravel = new RedisQueueBackend(RedisQueueOptions.of(address)
                .withLayout(RAW.withPopFrom(PopFrom.LEFT).withKeyPrefix("queues")))) {
            other.rpush("queues:mail", "first", "second");
            laravel.sink("mail").put(List.of(NewJob.of("third")));
            JobSource source = laravel.source(List.of("mail"));

            List<Reservation> jobs = source.reserve(2, SOON);
            settle(source, jobs.get(1), Outcome.giveBack());

            assertThat(jobs).extracting(job -> job.job().body().utf8()).containsExactly("first", "second");
            assertThat(laravel.admin("mail").peek(JobState.READY, 10))
                    .extracting(job -> job.body().utf8())
                    .containsExactly("second", "third");
            assertThat(other.lpop("queues:mail")).isEqualTo("second");
            assertThat(laravel.admin("mail").purge(JobState.READY, 10)).isEqualTo(1);
        }
    }

    @Test
    void nothing_is_left_behind_when_all_is_done() throws Exception {
        other.lpush("mail", "a", "b");
        JobSource source = backend.source(List.of("mail"));

        for (Reservation job : source.reserve(2, SOON)) {
            settle(source, job, Outcome.done());
        }

        assertThat(other.keys("*")).containsExactly("{mail}:jobferry:stamps");
    }

    @Test
    void a_key_of_another_type_is_an_error_and_loses_no_job() {
        other.lpush("mail", "safe");
        other.set("{mail}:jobferry:reserved", "a string");
        JobSource source = backend.source(List.of("mail"));

        assertThatThrownBy(() -> source.reserve(1, SOON))
                .isInstanceOfSatisfying(
                        QueueException.class, e -> assertThat(e.kind()).isEqualTo(QueueException.Kind.REFUSED))
                .hasMessageContaining("{mail}:jobferry:reserved is a string and not a zset");
        assertThat(other.lrange("mail", 0, -1)).containsExactly("safe");
    }

    @Test
    void scripts_are_sent_again_to_a_server_that_forgot_them() throws Exception {
        other.lpush("mail", "a", "b");
        JobSource source = backend.source(List.of("mail"));
        source.reserve(1, SOON);

        other.scriptFlush();

        assertThat(source.reserve(1, SOON)).hasSize(1);
    }

    @Test
    void a_reservation_is_settled_after_the_connection_was_cut() throws Exception {
        other.lpush("mail", "job");
        JobSource source = backend.source(List.of("mail"));
        Reservation job = source.reserve(1, SOON).get(0);

        other.clientKill(new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
        Settled first = settle(source, job, Outcome.done());
        Settled second = settle(source, job, Outcome.done());

        assertThat(List.of(first, second)).containsExactly(Settled.UNKNOWN, Settled.APPLIED);
    }

    private static Settled settle(JobSource source, Reservation job, Outcome outcome) {
        return source.settle(List.of(new Settlement(job, outcome))).get(0);
    }
}
