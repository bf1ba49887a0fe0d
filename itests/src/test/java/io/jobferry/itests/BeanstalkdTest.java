package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Body;
import io.jobferry.Job;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.PutResult;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueException;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkClient;
import io.jobferry.beanstalk.BeanstalkOptions;
import io.jobferry.beanstalk.BeanstalkPut;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only beanstalkd does, and the amounts that its driver must carry. */
@NeedsServer(ServerKind.BEANSTALKD)
@Timeout(60)
class BeanstalkdTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final String tube = "t-" + UUID.randomUUID();
    private final BeanstalkBackend backend;

    BeanstalkdTest(TestServer beanstalkd) {
        backend = new BeanstalkBackend(BeanstalkOptions.of(beanstalkd.address()));
    }

    @AfterEach
    void closeBackend() {
        backend.close();
    }

    @Test
    void a_hundred_thousand_jobs_in_one_batch_are_put_and_taken() throws Exception {
        int count = 100_000;

        List<PutResult> results = backend.sink(tube).put(Collections.nCopies(count, NewJob.of(Body.of(new byte[100]))));
        int done = takeAll(backend.source(List.of(tube)));

        assertThat(results).hasSize(count).allMatch(result -> result.kind() == PutResult.Kind.PUT);
        assertThat(done).isEqualTo(count);
    }

    private static int takeAll(JobSource source) throws InterruptedException {
        int done = 0;
        List<Reservation> held = source.reserve(64, SOON);
        while (!held.isEmpty()) {
            List<Settlement> settlements = held.stream()
                    .map(each -> new Settlement(each, Outcome.done()))
                    .toList();
            JobSource.Turn turn = source.settleAndReserve(settlements, 64);
            assertThat(turn.settled()).containsOnly(Settled.APPLIED);
            done += held.size();
            held = turn.reserved();
        }
        return done;
    }

    @Test
    void big_bodies_in_big_batches_do_not_lock_up() throws Exception {
        Body body = Body.of(new byte[65_000]);

        List<PutResult> results = backend.sink(tube).put(Collections.nCopies(1000, NewJob.of(body)));
        List<Reservation> reserved = backend.source(List.of(tube)).reserve(1000, SOON);

        assertThat(results).allMatch(result -> result.kind() == PutResult.Kind.PUT);
        assertThat(reserved).hasSize(1000).allMatch(each -> each.job().body().size() == 65_000);
    }

    @Test
    void sixteen_threads_may_put_through_one_sink_at_once() throws Exception {
        JobSink sink = backend.sink(tube);
        ExecutorService threads = Executors.newFixedThreadPool(16);

        List<Future<Boolean>> puts = IntStream.range(0, 16)
                .mapToObj(thread -> threads.submit(() -> IntStream.range(0, 100)
                        .mapToObj(i -> sink.put(NewJob.of(thread + " " + i)))
                        .allMatch(result -> result.kind() == PutResult.Kind.PUT)))
                .toList();
        threads.shutdown();

        for (Future<Boolean> put : puts) {
            assertThat(put.get(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(backend.admin(tube).stats().ready()).hasValue(1600);
    }

    @Test
    void of_several_tubes_the_most_urgent_job_comes_first_with_its_tube_and_facts() throws Exception {
        String urgent = tube + "-urgent";
        backend.sink(tube).put(NewJob.of("1"));
        backend.sink(urgent).put(new NewJob(Body.utf8("2"), BeanstalkPut.DEFAULT.withPriority(3)));

        List<Reservation> reserved = backend.source(List.of(tube, urgent)).reserve(10, SOON);

        assertThat(reserved).extracting(each -> each.job().queue()).containsExactly(urgent, tube);
        assertThat(reserved.get(0).job().facts()).containsEntry("pri", "3");
        assertThat(reserved.get(0).job().attempt()).hasValue(1);
    }

    @Test
    void an_extension_begins_the_time_to_run_anew_and_is_due_again_at_its_half() throws Exception {
        backend.sink(tube).put(new NewJob(Body.utf8("x"), BeanstalkPut.DEFAULT.withTimeToRun(Duration.ofSeconds(3))));
        JobSource source = backend.source(List.of(tube));
        Reservation held = source.reserve(1, SOON).get(0);
        long before = System.nanoTime();

        List<Settled> extended = source.extend(List.of(held));

        assertThat(extended).containsExactly(Settled.APPLIED);
        assertThat(Duration.ofNanos(held.leaseEndNanos() - before))
                .isBetween(Duration.ofMillis(1500), Duration.ofSeconds(3).plusMillis(500));
        assertThat(held.leaseEndNanos() - held.extendAtNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1500));
    }

    @Test
    void a_wait_of_any_part_of_a_second_takes_about_as_long_as_asked_for() throws Exception {
        JobSource source = backend.source(List.of(tube));

        for (long millis : List.of(0L, 3L, 200L, 1000L, 1300L)) {
            long began = System.nanoTime();
            assertThat(source.reserve(2, Duration.ofMillis(millis))).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(Math.max(0, millis - 100)), Duration.ofMillis(millis + 200));
        }
    }

    @Test
    void purge_deletes_the_delayed_and_leaves_the_ready() {
        backend.sink(tube).put(List.of(NewJob.of("late").delayed(Duration.ofHours(1)), NewJob.of("ready")));
        QueueAdmin admin = backend.admin(tube);

        long purged = admin.purge(JobState.DELAYED, 10);

        assertThat(purged).isEqualTo(1);
        assertThat(admin.stats().delayed()).hasValue(0);
        assertThat(admin.stats().ready()).hasValue(1);
    }

    @Test
    void peek_shows_no_reserved_job_because_the_server_has_no_command_for_it() throws Exception {
        backend.sink(tube).put(NewJob.of("held"));
        List<Reservation> held = backend.source(List.of(tube)).reserve(1, SOON);

        List<Job> shown = backend.admin(tube).peek(JobState.RESERVED, 1);

        assertThat(held).hasSize(1);
        assertThat(shown).isEmpty();
    }

    @Test
    void the_client_knows_every_command_for_tubes() {
        try (BeanstalkClient client = backend.client()) {
            client.use(tube);

            assertThat(client.listTubeUsed()).isEqualTo(tube);
            assertThat(client.watch(tube)).isEqualTo(2);
            assertThat(client.ignore("default")).hasValue(1);
            assertThat(client.ignore(tube)).isEmpty();
            assertThat(client.listTubesWatched()).containsExactly(tube);
            assertThat(client.listTubes()).contains("default", tube);
            assertThat(client.statsTube(tube).orElseThrow()).containsEntry("name", tube);
            assertThat(client.statsTube("no-such-tube")).isEmpty();
            assertThat(client.stats()).containsKey("version");
            assertThat(client.pauseTube(tube, Duration.ofSeconds(1))).isTrue();
            assertThat(client.pauseTube("no-such-tube", Duration.ofSeconds(1))).isFalse();
            client.quit();
            assertThatThrownBy(client::stats).isInstanceOf(QueueException.class);
        }
    }

    @Test
    void the_client_knows_every_command_for_jobs() {
        try (BeanstalkClient client = backend.client()) {
            client.use(tube);
            client.watch(tube);
            assertThat(client.reserveWithTimeout(Duration.ZERO).kind())
                    .isEqualTo(BeanstalkClient.Reserved.Kind.TIMED_OUT);

            long id = Long.parseLong(String.valueOf(
                    client.put(BeanstalkPut.DEFAULT, Body.utf8("x")).id()));

            assertThat(client.peek(id)).isPresent();
            assertThat(client.peekReady()).isPresent();
            assertThat(client.peekDelayed()).isEmpty();
            assertThat(client.peekBuried()).isEmpty();
            assertThat(client.reserve().kind()).isEqualTo(BeanstalkClient.Reserved.Kind.RESERVED);
            assertThat(client.touch(id)).isTrue();
            assertThat(client.release(id, 5, Duration.ZERO)).isEqualTo(BeanstalkClient.Released.RELEASED);
            assertThat(client.release(id, 5, Duration.ZERO)).isEqualTo(BeanstalkClient.Released.NOT_FOUND);
            assertThat(client.reserveJob(id)).isPresent();
            assertThat(client.bury(id, 5)).isTrue();
            assertThat(client.kickJob(id)).isTrue();
            assertThat(client.kick(10)).isZero();
            assertThat(client.statsJob(id).orElseThrow()).containsEntry("pri", "5");
            assertThat(client.delete(id)).isTrue();
            assertThat(client.delete(id)).isFalse();
        }
    }
}
