package io.jobferry.itests.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Backend;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.JobState;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** Resque, which pushes right and pops left, and Sidekiq, which pushes left and pops right. */
@NeedsServer(ServerKind.REDIS)
class RubyListsTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final String RESQUE_JOB = "{\"class\":\"Archive\",\"args\":[44,\"masterbrew\"]}";

    private static final String SIDEKIQ_JOB = "{\"retry\":true,\"queue\":\"default\",\"args\":[\"bob\",5],"
            + "\"class\":\"HardJob\",\"jid\":\"b4a577edbccf1d805744efa9\",\"created_at\":1790000000123,"
            + "\"enqueued_at\":1790000000124}";

    private final String resqueUri;
    private final String sidekiqUri;
    private final Backend resque;
    private final Backend sidekiq;
    private final Jedis ruby;

    RubyListsTest(TestServer redis) {
        resqueUri = "redis://" + redis.address() + "?envelope=raw&popFrom=left&keyPrefix=resque:queue";
        sidekiqUri = "redis://" + redis.address() + "?envelope=raw&keyPrefix=queue";
        resque = Queues.open(resqueUri);
        sidekiq = Queues.open(sidekiqUri);
        ruby = new Jedis(HostAndPort.from(redis.address()));
    }

    @AfterEach
    void closeAll() {
        resque.close();
        sidekiq.close();
        ruby.flushAll();
        ruby.close();
    }

    @Test
    void what_resque_pushes_is_consumed_in_its_order() throws Exception {
        ruby.sadd("resque:queues", "file_serve");
        ruby.rpush("resque:queue:file_serve", RESQUE_JOB);
        ruby.rpush("resque:queue:file_serve", RESQUE_JOB.replace("44", "45"));

        try (Worker worker = new Worker(resqueUri, "file_serve")) {
            assertThat(worker.next()).isEqualTo(RESQUE_JOB);
            assertThat(worker.next()).contains("45");
        }

        assertThat(ruby.smembers("resque:queues")).as("Resque's own keys").containsExactly("file_serve");
        assertThat(ruby.exists("resque:queue:file_serve", "resque:failed", "resque:stat:processed"))
                .isZero();
    }

    @Test
    void a_job_in_resques_shape_is_popped_by_a_worker_that_names_the_queue() {
        try (JobSink sink = resque.sink("file_serve")) {
            sink.put(List.of(NewJob.of(RESQUE_JOB), NewJob.of(RESQUE_JOB.replace("44", "45"))));
        }

        assertThat(ruby.lpop("resque:queue:file_serve")).isEqualTo(RESQUE_JOB);
        assertThat(ruby.lpop("resque:queue:file_serve")).contains("45");
        assertThat(ruby.exists("resque:queues")).as("what QUEUE=* looks at").isFalse();
    }

    @Test
    void what_sidekiq_pushes_is_consumed_in_its_order() throws Exception {
        ruby.sadd("queues", "default");
        ruby.lpush("queue:default", SIDEKIQ_JOB);
        ruby.lpush("queue:default", SIDEKIQ_JOB.replace("bob", "eve"));

        try (Worker worker = new Worker(sidekiqUri, "default")) {
            assertThat(worker.next()).isEqualTo(SIDEKIQ_JOB);
            assertThat(worker.next()).contains("eve");
        }

        assertThat(ruby.exists("queue:default", "retry", "dead", "stat:processed"))
                .isZero();
    }

    @Test
    void what_sidekiq_has_scheduled_comes_once_sidekiq_has_moved_it() throws Exception {
        ruby.zadd("schedule", 1, SIDEKIQ_JOB);
        JobSource source = sidekiq.source(List.of("default"));

        List<Reservation> before = source.reserve(1, Duration.ofMillis(300));
        ruby.zrem("schedule", SIDEKIQ_JOB);
        ruby.lpush("queue:default", SIDEKIQ_JOB);
        List<Reservation> after = source.reserve(1, SOON);

        assertThat(before).isEmpty();
        assertThat(after).hasSize(1);
    }

    @Test
    void a_job_in_sidekiqs_shape_is_popped_by_its_worker() {
        try (JobSink sink = sidekiq.sink("default")) {
            sink.put(List.of(NewJob.of(SIDEKIQ_JOB), NewJob.of(SIDEKIQ_JOB.replace("bob", "eve"))));
        }

        assertThat(ruby.brpop(10, "queue:critical", "queue:default")).containsExactly("queue:default", SIDEKIQ_JOB);
        assertThat(ruby.brpop(10, "queue:default").get(1)).contains("eve");
    }

    @Test
    void workers_of_both_kinds_share_a_list() throws Exception {
        ruby.lpush("queue:default", "first", "second", "third");
        JobSource source = sidekiq.source(List.of("default"));

        List<Reservation> ours = source.reserve(1, SOON);
        List<String> theirs = ruby.brpop(10, "queue:default");

        assertThat(ours).extracting(job -> job.job().body().utf8()).containsExactly("first");
        assertThat(theirs).containsExactly("queue:default", "second");
        assertThat(source.reserve(1, SOON))
                .extracting(job -> job.job().body().utf8())
                .containsExactly("third");
    }

    @Test
    void a_job_that_jobferry_delays_retries_or_gives_up_is_jobferrys_from_then_on() throws Exception {
        ruby.lpush("queue:default", "fails", "fatal");
        JobSource source = sidekiq.source(List.of("default"));
        List<Reservation> jobs = source.reserve(2, SOON);

        source.settle(List.of(
                new Settlement(jobs.get(0), Outcome.retry(Duration.ZERO)),
                new Settlement(jobs.get(1), Outcome.dead("no such class"))));
        sidekiq.sink("default").put(List.of(NewJob.of("later").delayed(Duration.ofMillis(1))));

        assertThat(ruby.exists("queue:default", "schedule", "retry", "dead")).isZero();
        try (Worker worker = new Worker(sidekiqUri, "default")) {
            assertThat(List.of(worker.next(), worker.next())).containsExactlyInAnyOrder("fails", "later");
        }
        assertThat(sidekiq.admin("default").peek(JobState.DEAD, 10))
                .extracting(job -> job.body().utf8())
                .containsExactly("fatal");
    }

    @Test
    void a_job_that_is_given_back_untried_is_the_next_of_a_legacy_worker() throws Exception {
        ruby.rpush("resque:queue:file_serve", "first", "second");
        ruby.lpush("queue:default", "first", "second");

        for (JobSource source : List.of(resque.source(List.of("file_serve")), sidekiq.source(List.of("default")))) {
            source.reserve(1, SOON);
            source.close();
        }

        assertThat(ruby.lpop("resque:queue:file_serve")).isEqualTo("first");
        assertThat(ruby.rpop("queue:default")).isEqualTo("first");
    }
}
