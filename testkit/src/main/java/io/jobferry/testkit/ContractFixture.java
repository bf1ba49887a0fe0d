package io.jobferry.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Body;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.PutOptions;
import io.jobferry.PutResult;
import io.jobferry.QueueException;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the contract's suites share: a queue with a name of its own for each test, sources and sinks that are closed
 * after it, and a few verbs.
 */
abstract class ContractFixture {
    /** Long enough for a server under load, short enough to fail a test. */
    static final Duration SOON = Duration.ofSeconds(5);
    /** Longer than any call that does not wait, shorter than the waits that it must not wait for. */
    static final Duration AT_ONCE = Duration.ofMillis(1500);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private ExecutorService threads;
    private String queue;

    /** A source of jobs from these queues; the contract closes it. */
    protected abstract JobSource source(List<String> queues);

    /** A sink of jobs into this queue; the contract closes it. */
    protected abstract JobSink sink(String queue);

    @BeforeEach
    final void startAfresh() {
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "contract");
            thread.setDaemon(true);
            return thread;
        });
        queue = "contract-" + UUID.randomUUID();
    }

    @AfterEach
    final void closeAll() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS))
                .as("threads of the test end once everything is closed")
                .isTrue();
    }

    /** This test's queue, which no other has. */
    protected final String queue() {
        return queue;
    }

    /** Another queue of this test's own. */
    protected final String queue(String suffix) {
        return queue + "-" + suffix;
    }

    final <T extends AutoCloseable> T closedAfter(T closeable) {
        // The newest first: a source before its backend.
        open.push(closeable);
        return closeable;
    }

    final JobSource newSource(String... queues) {
        return closedAfter(source(queues.length == 0 ? List.of(queue) : List.of(queues)));
    }

    final void put(String... texts) {
        put(PutOptions.none(), texts);
    }

    final void put(PutOptions options, String... texts) {
        putInto(queue, options, texts);
    }

    final void putInto(String name, PutOptions options, String... texts) {
        List<NewJob> jobs = Arrays.stream(texts)
                .map(text -> new NewJob(Body.utf8(text), options))
                .toList();
        JobSink sink = closedAfter(sink(name));
        assertThat(sink.put(jobs)).extracting(PutResult::kind).containsOnly(PutResult.Kind.PUT);
    }

    /** The next job, which must come soon. */
    final Reservation one(JobSource source) throws InterruptedException {
        List<Reservation> jobs = source.reserve(1, SOON);
        assertThat(jobs).as("a job comes").hasSize(1);
        return jobs.get(0);
    }

    /** Exactly so many jobs, which must come soon, in as many reserves as it takes. */
    final List<Reservation> many(JobSource source, int count) throws InterruptedException {
        List<Reservation> jobs = new ArrayList<>();
        while (jobs.size() < count) {
            List<Reservation> more = source.reserve(count - jobs.size(), SOON);
            assertThat(more).as("more jobs after %d of %d", jobs.size(), count).isNotEmpty();
            jobs.addAll(more);
        }
        return jobs;
    }

    final Settled settle(JobSource source, Reservation reservation, Outcome outcome) {
        List<Settled> settled = source.settle(List.of(new Settlement(reservation, outcome)));
        assertThat(settled).hasSize(1);
        return settled.get(0);
    }

    final Settled extend(JobSource source, Reservation reservation) {
        List<Settled> extended = source.extend(List.of(reservation));
        assertThat(extended).hasSize(1);
        return extended.get(0);
    }

    final void assertNothingLeft(JobSource source) throws InterruptedException {
        assertThat(texts(source.reserve(1, Duration.ZERO)))
                .as("jobs that are ready")
                .isEmpty();
    }

    final <T> Future<T> onAnotherThread(Callable<T> call) {
        return threads.submit(call);
    }

    /** A reserve of one job that waits on another thread, once it was seen to wait. */
    final Future<List<Reservation>> waitingReserve(JobSource source) throws Exception {
        Future<List<Reservation>> reserve = onAnotherThread(() -> source.reserve(1, JobSource.MAX_WAIT));
        assertWaits(reserve);
        return reserve;
    }

    static void assertWaits(Future<?> call) throws Exception {
        try {
            throw new AssertionError("the call should wait, but it returned " + call.get(300, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            assertThat(call).isNotDone();
        }
    }

    /** What a call returns that must not wait. */
    final <T> T atOnce(Callable<T> call) throws Exception {
        return onAnotherThread(call).get(AT_ONCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    static <T> T soon(Future<T> call) throws Exception {
        return call.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
    }

    static String text(Reservation reservation) {
        return reservation.job().body().utf8();
    }

    static List<String> texts(List<Reservation> reservations) {
        return reservations.stream().map(ContractFixture::text).toList();
    }

    static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
    }

    static void assertClosed(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        QueueException.class, e -> assertThat(e.kind()).isEqualTo(QueueException.Kind.CLOSED));
    }
}
