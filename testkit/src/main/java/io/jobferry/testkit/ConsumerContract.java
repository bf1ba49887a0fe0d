package io.jobferry.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobferry.JobState;
import io.jobferry.Outcome;
import io.jobferry.PutOptions;
import io.jobferry.consume.Delivery;
import io.jobferry.consume.FailurePolicy;
import io.jobferry.consume.JobConsumer;
import io.jobferry.consume.JobHandler;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What {@link JobConsumer} does with a backend, whatever the backend: the same tests on memory, embedded and real
 * servers. A subclass says how to open the backend; each test has a queue of its own.
 */
public abstract class ConsumerContract extends ConsumerStopContract {
    /** The lease of jobs that are to outlive it, or to be outlived by it. */
    protected static final Duration SHORT_LEASE = Duration.ofSeconds(2);

    /** Put options with a lease (time to run, retry time) of {@link #SHORT_LEASE}. */
    protected abstract PutOptions shortLease();

    /** As {@link BackendContract#attemptAfterALease}. */
    protected int attemptAfterALease() {
        return 2;
    }

    @Test
    void each_job_is_handled_once_and_forgotten() {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        putNumbered(1_000);

        start(
                OPTIONS.withLanes(4),
                JobHandler.of(job -> assertThat(seen.add(text(job))).isTrue()));

        await().atMost(SOON).untilAsserted(() -> assertThat(seen).hasSize(1_000));
        awaitEmpty();
    }

    @Test
    void a_failed_job_is_retried_then_dead_and_the_listener_is_told() {
        put("a");

        start(OPTIONS, delivery -> {
            throw new IllegalStateException("no");
        });

        awaitEvent("settled a DEAD APPLIED");
        assertThat(count(JobState.DEAD)).isEqualTo(1);
        assertThat(listener.events)
                .containsSubsequence(
                        "reserved a",
                        "retry a after attempt 1: no",
                        "settled a RETRY APPLIED",
                        "retry a after attempt 2: no",
                        "abort a after attempt 3: no",
                        "settled a DEAD APPLIED");
    }

    @Test
    void fault_24_an_error_of_the_handler_follows_the_policy_and_the_lane_goes_on() {
        put("a", "b");
        AtomicInteger handled = new AtomicInteger();

        start(OPTIONS.withFailurePolicy(FailurePolicy.dead()), delivery -> {
            if (text(delivery.job()).equals("a")) {
                throw new StackOverflowError("deep");
            }
            handled.incrementAndGet();
            delivery.done();
        });

        await().atMost(SOON).until(() -> handled.get() == 1);
        await().atMost(SOON).until(() -> count(JobState.DEAD) == 1);
    }

    @Test
    void a_handler_that_leaves_its_thread_interrupted_does_not_end_the_lane() {
        put("a", "b", "c");
        AtomicInteger handled = new AtomicInteger();

        start(OPTIONS, JobHandler.of(job -> {
            handled.incrementAndGet();
            Thread.currentThread().interrupt();
        }));

        await().atMost(SOON).until(() -> handled.get() == 3);
        awaitEmpty();
    }

    @Test
    void an_asynchronous_end_is_settled_while_the_lane_waits_for_jobs() throws Exception {
        start(OPTIONS, deliveries::add);
        put("a");
        Delivery delivery = next();

        delivery.done();

        awaitEvent("settled a DONE APPLIED");
        assertThat(count(JobState.RESERVED)).isZero();
    }

    @Test
    void a_job_that_is_ended_before_its_handler_returns_is_settled_meanwhile() {
        CountDownLatch settled = new CountDownLatch(1);
        put("a");

        start(OPTIONS, delivery -> {
            delivery.done();
            settled.await();
        });

        try {
            awaitEvent("settled a DONE APPLIED");
        } finally {
            settled.countDown();
        }
    }

    @Test
    void only_the_first_end_counts() throws Exception {
        start(OPTIONS, deliveries::add);
        put("a");
        Delivery delivery = next();

        boolean first = delivery.done();
        boolean second = delivery.fail(new IllegalStateException("late"));

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        awaitEmpty();
    }

    @Test
    void fault_23_a_handler_that_outlives_the_lease_keeps_its_job() throws Exception {
        put(shortLease(), "a");
        start(OPTIONS, deliveries::add);
        Delivery delivery = next();

        await().atMost(SOON).until(() -> backend.extensions.get() >= 3);
        delivery.done();

        awaitEvent("settled a DONE APPLIED");
        awaitEmpty();
        assertThat(deliveries).isEmpty();
        assertThat(listener.events).doesNotContain("lost a");
    }

    @Test
    void jobs_that_wait_for_a_busy_handler_keep_their_leases_too() {
        for (String body : List.of("a", "b", "c")) {
            put(shortLease(), body);
        }
        Set<String> seen = ConcurrentHashMap.newKeySet();
        AtomicInteger twice = new AtomicInteger();

        start(OPTIONS, JobHandler.of(job -> {
            int before = backend.extensions.get();
            await().atMost(SOON).until(() -> backend.extensions.get() >= before + 2);
            if (!seen.add(text(job))) {
                twice.incrementAndGet();
            }
        }));

        awaitEmpty();
        assertThat(seen).hasSize(3);
        assertThat(twice).hasValue(0);
    }

    @Test
    void past_the_longest_lease_the_job_is_let_go_and_comes_again() throws Exception {
        put(shortLease(), "a");
        start(OPTIONS.withMaxLease(Duration.ofMillis(300)), deliveries::add);
        Delivery first = next();

        Delivery second = next();
        int attempt = second.attempt();
        second.done();
        awaitEmpty();
        first.done();

        awaitEvent("settled a DONE LEASE_LOST");
        assertThat(attempt).isEqualTo(attemptAfterALease());
    }

    @Test
    void suspended_it_takes_no_new_jobs_and_keeps_those_in_work_until_they_have_ended() throws Exception {
        JobConsumer consumer = start(OPTIONS, deliveries::add);
        put(shortLease(), "a");
        Delivery delivery = next();

        consumer.suspend();
        put("b");
        int before = backend.extensions.get();
        await().atMost(SOON).until(() -> backend.extensions.get() >= before + 3);
        delivery.done();

        await().atMost(SOON).until(() -> count(JobState.RESERVED) == 0);
        assertThat(deliveries).isEmpty();
        assertThat(count(JobState.READY)).isEqualTo(1);
        consumer.resume();
        next().done();
        awaitEmpty();
    }

    @Test
    void no_more_jobs_are_held_than_the_window_allows() throws Exception {
        putNumbered(50);

        start(OPTIONS.withMaxJobsPerPoll(4).withMaxInFlight(10), deliveries::add);

        for (int i = 0; i < 10; i++) {
            next();
        }
        assertThat(deliveries.poll(200, TimeUnit.MILLISECONDS)).isNull();
        assertThat(count(JobState.RESERVED)).isEqualTo(10);
        assertThat(backend.largestReserve.get()).isLessThanOrEqualTo(4);
    }

    @Test
    void a_batch_handler_gets_the_jobs_of_a_poll_at_once_and_ends_each_on_its_own() {
        putNumbered(100);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        AtomicInteger largest = new AtomicInteger();

        start(JobConsumer.ofBatches(
                List.of(backend),
                List.of(queue),
                batch -> {
                    largest.accumulateAndGet(batch.size(), Math::max);
                    batch.forEach(delivery -> {
                        seen.add(text(delivery.job()));
                        delivery.done();
                    });
                },
                OPTIONS,
                listener,
                Thread::new));

        await().atMost(SOON).until(() -> seen.size() == 100);
        awaitEmpty();
        assertThat(largest.get()).isGreaterThan(8);
    }

    @Test
    void an_idle_consumer_asks_the_server_once_and_waits() throws Exception {
        start(OPTIONS, deliveries::add);
        await().atMost(SOON).until(() -> backend.reserves.get() == 1);

        assertThat(deliveries.poll(500, TimeUnit.MILLISECONDS)).isNull();

        assertThat(backend.reserves).hasValue(1);
        assertThat(backend.extensions).hasValue(0);
    }

    @Test
    void it_is_not_started_twice() {
        JobConsumer consumer = start(OPTIONS, deliveries::add);

        assertThatThrownBy(consumer::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("consumer of " + queue);
    }

    @Test
    void a_manual_outcome_is_settled_as_it_says() throws Exception {
        put("a");
        start(OPTIONS, deliveries::add);

        next().settle(Outcome.dead("by hand"));

        await().atMost(SOON).until(() -> count(JobState.DEAD) == 1);
    }

    private void putNumbered(int count) {
        put(IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new));
    }
}
