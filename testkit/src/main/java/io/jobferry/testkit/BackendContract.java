package io.jobferry.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Backend;
import io.jobferry.Job;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.PutOptions;
import io.jobferry.QueueAdmin;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Backend} keeps: the core of {@link SourceContract}, and delays, attempts, the dead and the look at a
 * queue. Give it the backend.
 */
public abstract class BackendContract extends SourceContract {
    private static final Duration DELAY = Duration.ofSeconds(1);
    /** A delay of whole seconds may begin to count up to a little before the put was answered. */
    private static final Duration DELAY_AT_LEAST = DELAY.minusMillis(50);

    private Backend backend;

    /** A new backend on the server; the contract closes it. */
    protected abstract Backend open();

    @BeforeEach
    final void openBackend() {
        backend = closedAfter(open());
    }

    @Override
    protected final JobSource source(List<String> queues) {
        return backend.source(queues);
    }

    @Override
    protected final JobSink sink(String queue) {
        return backend.sink(queue);
    }

    /**
     * Which attempt the server tells after a first lease that ended: 2. To be overridden only where it counts those
     * together with jobs that were given back (Disque), so that they are not counted: 1.
     */
    protected int attemptAfterALease() {
        return 2;
    }

    private QueueAdmin admin() {
        return closedAfter(backend.admin(queue()));
    }

    @Test
    void the_backend_has_a_name_for_logs() {
        assertThat(backend.name()).contains("://").doesNotContain("@");
    }

    @Test
    void a_delayed_job_comes_after_its_delay() throws Exception {
        JobSource source = newSource();
        long start = System.nanoTime();

        put(PutOptions.delayed(DELAY), "later");
        List<Reservation> early = source.reserve(1, Duration.ZERO);
        Reservation late = one(source);

        assertThat(early).isEmpty();
        assertThat(text(late)).isEqualTo("later");
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(DELAY_AT_LEAST.toNanos());
    }

    @Test
    void retry_without_delay_uses_an_attempt() throws Exception {
        put("again");
        JobSource source = newSource();

        for (int attempt = 1; attempt <= 3; attempt++) {
            Reservation reservation = one(source);
            assertThat(source.attempt(reservation)).isEqualTo(attempt);
            assertThat(settle(source, reservation, Outcome.retry(Duration.ZERO)))
                    .isEqualTo(Settled.APPLIED);
        }
    }

    @Test
    void retry_with_delay_returns_the_job_after_it() throws Exception {
        put("again");
        JobSource source = newSource();
        Reservation first = one(source);
        long start = System.nanoTime();

        Settled settled = settle(source, first, Outcome.retry(DELAY));
        List<Reservation> early = source.reserve(1, Duration.ZERO);
        Reservation second = one(source);

        assertThat(settled).isEqualTo(Settled.APPLIED);
        assertThat(early).isEmpty();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(DELAY_AT_LEAST.toNanos());
        assertThat(source.attempt(second)).isEqualTo(2);
    }

    @Test
    void a_lease_that_ended_used_an_attempt() throws Exception {
        put(shortLease(), "slow");
        JobSource slow = closedAfter(shortLeaseSource(List.of(queue())));
        JobSource other = closedAfter(shortLeaseSource(List.of(queue())));

        Reservation second = onceItsLeaseEnded(one(slow), slow, other);

        assertThat(other.attempt(second)).isEqualTo(attemptAfterALease());
    }

    @Test
    void dead_puts_the_job_among_the_dead() throws Exception {
        put("poison");
        JobSource source = newSource();

        Settled settled = settle(source, one(source), Outcome.dead("no handler"));

        assertThat(settled).isEqualTo(Settled.APPLIED);
        assertNothingLeft(source);
        assertThat(admin().peek(JobState.DEAD, 1))
                .extracting(job -> job.body().utf8())
                .containsExactly("poison");
        assertCount(JobState.DEAD, 1);
    }

    @Test
    void redrive_brings_the_dead_back() throws Exception {
        put("a", "b", "c");
        JobSource source = newSource();
        source.settle(many(source, 3).stream()
                .map(held -> new Settlement(held, Outcome.dead("for now")))
                .toList());
        QueueAdmin admin = admin();

        long first = admin.redrive(2);
        List<Reservation> two = many(source, 2);
        long second = admin.redrive(10);
        long third = admin.redrive(10);

        assertThat(List.of(first, second, third)).containsExactly(2L, 1L, 0L);
        two.add(one(source));
        assertThat(texts(two)).containsExactly("a", "b", "c");
        assertThat(admin.peek(JobState.DEAD, 1)).isEmpty();
    }

    @Test
    void settlements_of_every_kind_are_answered_in_order() throws Exception {
        put("done", "retry", "dead", "return", "gone");
        JobSource source = newSource();
        List<Reservation> held = many(source, 5);
        settle(source, held.get(4), Outcome.done());

        List<Settled> settled = source.settle(List.of(
                new Settlement(held.get(0), Outcome.done()),
                new Settlement(held.get(1), Outcome.retry(Duration.ZERO)),
                new Settlement(held.get(4), Outcome.dead("too late")),
                new Settlement(held.get(2), Outcome.dead("bad")),
                new Settlement(held.get(3), Outcome.giveBack())));

        assertThat(settled)
                .containsExactly(
                        Settled.APPLIED, Settled.APPLIED, Settled.LEASE_LOST, Settled.APPLIED, Settled.APPLIED);
        assertThat(texts(many(source, 2))).containsExactlyInAnyOrder("retry", "return");
        assertThat(admin().peek(JobState.DEAD, 1)).hasSize(1);
    }

    @Test
    void peek_shows_the_next_job_and_leaves_it() throws Exception {
        put("first", "second");

        List<Job> shown = admin().peek(JobState.READY, 1);

        assertThat(shown).hasSize(1);
        assertThat(shown.get(0).body().utf8()).isEqualTo("first");
        assertThat(shown.get(0).queue()).isEqualTo(queue());
        assertThat(texts(many(newSource(), 2))).containsExactly("first", "second");
    }

    @Test
    void stats_count_the_jobs_of_each_state() throws Exception {
        put("dead", "held", "ready", "ready too");
        put(PutOptions.delayed(Duration.ofSeconds(60)), "delayed");
        JobSource source = newSource();
        List<Reservation> held = many(source, 2);

        settle(source, held.get(0), Outcome.dead("for the count"));

        assertThat(admin().stats().ready()).hasValue(2);
        assertCount(JobState.DELAYED, 1);
        assertCount(JobState.RESERVED, 1);
        assertCount(JobState.DEAD, 1);
    }

    @Test
    void a_queue_that_does_not_exist_is_empty() {
        QueueAdmin admin = admin();

        assertThat(admin.stats().ready()).hasValue(0);
        for (JobState state : JobState.values()) {
            assertCount(state, 0);
        }
        assertThat(admin.peek(JobState.READY, 10)).isEmpty();
        assertThat(admin.peek(JobState.DEAD, 10)).isEmpty();
        assertThat(admin.redrive(10)).isZero();
        assertThat(admin.purge(JobState.READY, 10)).isZero();
    }

    /** Where the server does not count a state, it says so instead of guessing. */
    private void assertCount(JobState state, long count) {
        OptionalLong known = admin().stats().of(state);
        assertThat(known.orElse(count)).as("%s jobs", state).isEqualTo(count);
    }

    @Test
    void purge_deletes_jobs_of_one_state() throws Exception {
        put("dead", "a", "b", "c");
        JobSource source = newSource();
        settle(source, one(source), Outcome.dead("stays"));
        QueueAdmin admin = admin();

        long two = admin.purge(JobState.READY, 2);
        long rest = admin.purge(JobState.READY, 100);

        assertThat(List.of(two, rest)).containsExactly(2L, 1L);
        assertNothingLeft(source);
        assertThat(admin.peek(JobState.DEAD, 1)).hasSize(1);
        assertThat(admin.purge(JobState.DEAD, 100)).isEqualTo(1);
        assertThat(admin.peek(JobState.DEAD, 1)).isEmpty();
    }

    @Test
    void purge_leaves_reserved_jobs_to_their_holders() {
        assertRefused(() -> admin().purge(JobState.RESERVED, 1));
    }

    @Test
    void a_bad_queue_name_is_refused_by_the_admin_too() {
        assertRefused(() -> backend.admin(badQueue()));
    }

    @Test
    void closing_the_backend_closes_what_it_opened() throws Exception {
        put("held");
        Backend shortLived = closedAfter(open());
        JobSource source = shortLived.source(List.of(queue()));
        JobSink sink = shortLived.sink(queue());
        one(source);

        shortLived.close();

        assertThat(text(one(newSource()))).isEqualTo("held");
        assertClosed(() -> source.reserve(1, Duration.ZERO));
        assertClosed(() -> sink.put(NewJob.of("late")));
    }

    @Test
    void ten_thousand_jobs_through_four_sources_come_once_each() throws Exception {
        List<String> texts =
                IntStream.range(0, 10_000).mapToObj(i -> "job " + i).toList();
        ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
        List<Future<Integer>> workers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            JobSource source = newSource();
            workers.add(onAnotherThread(() -> drain(source, seen)));
        }

        JobSink sink = closedAfter(sink(queue()));
        for (int from = 0; from < texts.size(); from += 500) {
            sink.put(texts.subList(from, from + 500).stream().map(NewJob::of).toList());
        }

        int done = 0;
        for (Future<Integer> worker : workers) {
            done += soon(worker);
        }
        assertThat(done).isEqualTo(texts.size());
        assertThat(seen).containsExactlyInAnyOrderElementsOf(texts);
    }

    /** Works until nothing comes for a while; returns how many jobs were done. */
    private static int drain(JobSource source, ConcurrentLinkedQueue<String> seen) throws InterruptedException {
        int done = 0;
        List<Reservation> jobs = source.reserve(64, SOON);
        while (!jobs.isEmpty()) {
            jobs.forEach(job -> seen.add(text(job)));
            List<Settlement> settlements = jobs.stream()
                    .map(job -> new Settlement(job, Outcome.done()))
                    .toList();
            JobSource.Turn turn = source.settleAndReserve(settlements, 64);
            done += (int)
                    turn.settled().stream().filter(Settled.APPLIED::equals).count();
            jobs = turn.reserved().isEmpty() ? source.reserve(64, Duration.ofSeconds(1)) : turn.reserved();
        }
        return done;
    }
}
