package io.jobferry.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.Outcome;
import io.jobferry.PutOptions;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * The contract's core, which every {@link JobSource} and {@link JobSink} keeps: put, reserve, settle, extend, wakeup and
 * close. It needs nothing of the server that not every queue has. Give it the two, and run it against a server that
 * others may use too: every test has queues of its own.
 */
public abstract class SourceContract extends ReserveContract {
    /** The lease of jobs that are put with {@link #shortLease()}. */
    protected static final Duration SHORT_LEASE = Duration.ofSeconds(1);

    /** Options that give a job a lease of {@link #SHORT_LEASE}. */
    protected abstract PutOptions shortLease();

    /**
     * A source from which jobs that were put with {@link #shortLease()} come with that lease. To be overridden where the
     * lease is the source's and not the job's.
     */
    protected JobSource shortLeaseSource(List<String> queues) {
        return source(queues);
    }

    /**
     * What the server answers to DONE from one who lost the lease while another holds the job: {@link
     * Settled#LEASE_LOST}. To be overridden only where it cannot tell holders apart (Disque): there the job is done.
     */
    protected Settled doneByWhoLostTheLease() {
        return Settled.LEASE_LOST;
    }

    @Test
    void done_removes_the_job() throws Exception {
        put("once");
        JobSource source = newSource();

        Settled settled = settle(source, one(source), Outcome.done());
        source.close();

        assertThat(settled).isEqualTo(Settled.APPLIED);
        assertNothingLeft(newSource());
    }

    @Test
    void retry_without_delay_brings_the_job_again() throws Exception {
        put("again");
        JobSource source = newSource();
        Reservation first = one(source);

        Settled settled = settle(source, first, Outcome.retry(Duration.ZERO));
        Reservation second = one(source);

        assertThat(settled).isEqualTo(Settled.APPLIED);
        assertThat(text(second)).isEqualTo("again");
        assertThat(second).isNotSameAs(first);
    }

    @Test
    void return_gives_the_job_to_who_reserves_next() throws Exception {
        put("back");
        JobSource source = newSource();

        Settled settled = settle(source, one(source), Outcome.giveBack());

        assertThat(settled).isEqualTo(Settled.APPLIED);
        assertThat(text(one(newSource()))).isEqualTo("back");
    }

    @Test
    void close_gives_back_all_that_is_held_and_uses_no_attempt() throws Exception {
        put("a", "b", "c");
        JobSource source = newSource();
        List<Reservation> held = many(source, 3);

        source.close();
        source.close();

        JobSource other = newSource();
        List<Reservation> again = many(other, 3);
        assertThat(texts(again)).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(other.attempt(again.get(0))).isEqualTo(1);
        assertThat(settle(source, held.get(0), Outcome.done())).isEqualTo(Settled.LEASE_LOST);
        assertThat(extend(source, held.get(1))).isEqualTo(Settled.LEASE_LOST);
    }

    @Test
    void settlements_are_answered_in_order() throws Exception {
        put("done", "retry", "return", "gone");
        JobSource source = newSource();
        List<Reservation> held = many(source, 4);
        settle(source, held.get(3), Outcome.done());

        List<Settled> settled = source.settle(List.of(
                new Settlement(held.get(0), Outcome.done()),
                new Settlement(held.get(3), Outcome.done()),
                new Settlement(held.get(1), Outcome.retry(Duration.ZERO)),
                new Settlement(held.get(2), Outcome.giveBack())));

        assertThat(settled).containsExactly(Settled.APPLIED, Settled.LEASE_LOST, Settled.APPLIED, Settled.APPLIED);
        assertThat(texts(many(source, 2))).containsExactlyInAnyOrder("retry", "return");
        assertThat(source.settle(List.of())).isEmpty();
    }

    @Test
    void what_was_settled_is_settled() throws Exception {
        put("a", "b", "c");
        JobSource source = newSource();
        List<Reservation> held = many(source, 3);
        settle(source, held.get(0), Outcome.done());
        settle(source, held.get(1), Outcome.retry(Duration.ZERO));
        settle(source, held.get(2), Outcome.giveBack());

        for (Reservation settled : held) {
            assertThat(settle(source, settled, Outcome.done())).isEqualTo(Settled.LEASE_LOST);
            assertThat(extend(source, settled)).isEqualTo(Settled.LEASE_LOST);
        }

        assertThat(texts(many(source, 2))).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void one_batch_that_settles_a_job_twice_settles_it_once() throws Exception {
        put("twice");
        JobSource source = newSource();
        Reservation held = one(source);

        List<Settled> settled = source.settle(
                List.of(new Settlement(held, Outcome.done()), new Settlement(held, Outcome.retry(Duration.ZERO))));

        assertThat(settled).containsExactly(Settled.APPLIED, Settled.LEASE_LOST);
        assertNothingLeft(newSource());
    }

    @Test
    void a_lease_that_ends_brings_the_job_to_another_and_ends_the_reservation() throws Exception {
        put(shortLease(), "slow");
        JobSource slow = closedAfter(shortLeaseSource(List.of(queue())));
        JobSource other = closedAfter(shortLeaseSource(List.of(queue())));
        Reservation first = one(slow);

        Reservation second = onceItsLeaseEnded(first, slow, other);

        assertThat(text(second)).isEqualTo("slow");
        assertThat(settle(slow, first, Outcome.done())).isEqualTo(doneByWhoLostTheLease());
        assertThat(extend(slow, first)).isEqualTo(Settled.LEASE_LOST);
        assertThat(settle(other, second, Outcome.done())).isEqualTo(Settled.APPLIED);
    }

    @Test
    void a_job_that_comes_back_to_its_own_source_ends_the_older_reservation() throws Exception {
        put(shortLease(), "slow");
        JobSource source = closedAfter(shortLeaseSource(List.of(queue())));
        Reservation first = one(source);

        Reservation second = onceItsLeaseEnded(first, source, source);

        assertThat(settle(source, first, Outcome.done())).isEqualTo(Settled.LEASE_LOST);
        assertThat(settle(source, second, Outcome.done())).isEqualTo(Settled.APPLIED);
    }

    /** The job that comes to the other source because its holder did not settle it in time. */
    final Reservation onceItsLeaseEnded(Reservation held, JobSource holder, JobSource other)
            throws InterruptedException {
        List<Reservation> again = other.reserve(1, SHORT_LEASE.multipliedBy(2));
        if (!again.isEmpty()) {
            return again.get(0);
        }
        // beanstalkd 1.12 sometimes looks at a lease in the very microsecond of its end, finds it not yet over, and
        // does not look again until the holder's connection says something: the question makes it speak.
        holder.attempt(held);
        return one(other);
    }

    @Test
    void extending_keeps_a_job_past_the_end_of_its_lease() throws Exception {
        put(shortLease(), "long work");
        JobSource source = closedAfter(shortLeaseSource(List.of(queue())));
        JobSource rival = closedAfter(shortLeaseSource(List.of(queue())));
        Reservation held = one(source);

        for (int i = 0; i < 5; i++) {
            assertThat(rival.reserve(1, SHORT_LEASE.multipliedBy(2).dividedBy(5)))
                    .isEmpty();
            assertThat(extend(source, held)).isEqualTo(Settled.APPLIED);
        }

        assertThat(settle(source, held, Outcome.done())).isEqualTo(Settled.APPLIED);
    }

    @Test
    void an_extension_moves_the_known_end_of_the_lease() throws Exception {
        put("job");
        JobSource source = newSource();
        Reservation held = one(source);
        long before = System.nanoTime();

        Settled extended = extend(source, held);

        assertThat(extended).isEqualTo(Settled.APPLIED);
        assertThat(held.leaseEndNanos() - before).isPositive();
        assertThat(held.extendAtNanos()).isLessThanOrEqualTo(held.leaseEndNanos());
    }

    @Test
    void settling_and_extending_do_not_wait_for_a_waiting_reserve() throws Exception {
        put("a", "b");
        JobSource source = newSource();
        List<Reservation> held = many(source, 2);
        Future<List<Reservation>> waiting = waitingReserve(source);

        Settled extended = atOnce(() -> extend(source, held.get(0)));
        Settled done = atOnce(() -> settle(source, held.get(0), Outcome.done()));
        boolean waitsStill = !waiting.isDone();
        Settled returned = atOnce(() -> settle(source, held.get(1), Outcome.giveBack()));

        assertThat(waitsStill).isTrue();
        assertThat(List.of(extended, done, returned)).containsOnly(Settled.APPLIED);
        assertThat(texts(soon(waiting))).containsExactly("b");
    }

    @Test
    void settle_and_reserve_does_both() throws Exception {
        put("a", "b", "c");
        JobSource source = newSource();
        Reservation first = one(source);

        JobSource.Turn turn = source.settleAndReserve(List.of(new Settlement(first, Outcome.done())), 10);
        List<Settlement> rest = turn.reserved().stream()
                .map(reservation -> new Settlement(reservation, Outcome.done()))
                .toList();
        JobSource.Turn last = source.settleAndReserve(rest, 10);

        assertThat(turn.settled()).containsExactly(Settled.APPLIED);
        assertThat(texts(turn.reserved())).containsExactly("b", "c");
        assertThat(last.settled()).containsExactly(Settled.APPLIED, Settled.APPLIED);
        assertThat(last.reserved()).isEmpty();
    }
}
