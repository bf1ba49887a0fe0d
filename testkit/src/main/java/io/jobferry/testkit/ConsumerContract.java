package io.jobferry.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.Job;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.PutOptions;
import io.jobferry.QueueStats;
import io.jobferry.consume.Backoff;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.Delivery;
import io.jobferry.consume.FailurePolicy;
import io.jobferry.consume.JobConsumer;
import io.jobferry.consume.JobHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What {@link JobConsumer} does with a backend, whatever the backend: the same tests on memory, embedded and real
 * servers. A subclass says how to open the backend; each test has a queue of its own.
 */
public abstract class ConsumerContract {
    /** The lease of jobs that are to outlive it, or to be outlived by it. */
    protected static final Duration SHORT_LEASE = Duration.ofSeconds(2);

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Backoff AT_ONCE = new Backoff(Duration.ZERO, Duration.ZERO);
    private static final ConsumerOptions OPTIONS =
            ConsumerOptions.DEFAULT.withFailurePolicy(FailurePolicy.retry(3, AT_ONCE));

    private static final AtomicInteger QUEUES = new AtomicInteger();

    private final String queue = "consumer-" + ProcessHandle.current().pid() + "-" + QUEUES.incrementAndGet();
    private SwitchableBackend backend;
    private final RecordingListener listener = new RecordingListener();
    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    private final List<JobConsumer> consumers = new ArrayList<>();

    /** A backend on a server that runs. */
    protected abstract Backend open();

    /** Put options with a lease (time to run, retry time) of {@link #SHORT_LEASE}. */
    protected abstract PutOptions shortLease();

    /** As {@link BackendContract#attemptAfterALease}. */
    protected int attemptAfterALease() {
        return 2;
    }

    @BeforeEach
    final void openBackend() {
        backend = new SwitchableBackend(open());
    }

    @AfterEach
    final void close() {
        consumers.forEach(JobConsumer::close);
        backend.close();
    }

    @Test
    void each_job_is_handled_once_and_forgotten() {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        put(IntStream.range(0, 1_000).mapToObj(Integer::toString).toArray(String[]::new));

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

        await().atMost(SOON).until(() -> count(JobState.DEAD) == 1);
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

        await().atMost(Duration.ofSeconds(2)).until(() -> count(JobState.RESERVED) == 0);
        assertThat(listener.events).contains("settled a DONE APPLIED");
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
        putWithShortLease("a");
        start(OPTIONS, deliveries::add);
        Delivery delivery = next();

        await().atMost(SOON).until(() -> backend.extensions.get() >= 3);
        delivery.done();

        awaitEmpty();
        assertThat(deliveries).isEmpty();
        assertThat(listener.events).contains("settled a DONE APPLIED").doesNotContain("lost a");
    }

    @Test
    void jobs_that_wait_for_a_busy_handler_keep_their_leases_too() {
        for (String body : List.of("a", "b", "c")) {
            putWithShortLease(body);
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
        putWithShortLease("a");
        start(OPTIONS.withMaxLease(Duration.ofMillis(300)), deliveries::add);
        Delivery first = next();

        Delivery second = next();
        int attempt = second.attempt();
        second.done();
        awaitEmpty();
        first.done();

        await().atMost(SOON).until(() -> listener.events.contains("settled a DONE LEASE_LOST"));
        assertThat(attempt).isEqualTo(attemptAfterALease());
    }

    @Test
    void fault_25_stopping_waits_for_the_busy_handler_and_the_rest_goes_back_with_no_attempt_used() throws Exception {
        put("a", "b", "c", "d");
        CountDownLatch finish = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        JobConsumer consumer = start(OPTIONS, delivery -> {
            deliveries.add(delivery);
            finish.await();
            delivery.done();
            done.incrementAndGet();
        });
        next();

        consumer.stop();
        finish.countDown();
        boolean ended = consumer.awaitStop(SOON);

        assertThat(ended).isTrue();
        await().atMost(SOON).until(() -> count(JobState.READY) == 4 - done.get());
        assertThat(count(JobState.RESERVED)).isZero();
        JobConsumer other = start(OPTIONS, deliveries::add);
        assertThat(next().attempt()).isEqualTo(1);
        other.close();
    }

    @Test
    void a_handler_that_does_not_end_in_time_is_interrupted_and_its_job_goes_back_with_no_attempt_used()
            throws Exception {
        put("a");
        CountDownLatch interrupted = new CountDownLatch(1);
        JobConsumer consumer = start(OPTIONS, delivery -> {
            deliveries.add(delivery);
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
        });
        Delivery delivery = next();

        boolean ended = consumer.awaitStop(Duration.ofMillis(50));

        assertThat(ended).isFalse();
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        await().atMost(SOON).until(() -> count(JobState.READY) == 1);
        await().atMost(SOON).until(delivery::isLost);
        start(OPTIONS, deliveries::add);
        assertThat(next().attempt()).isEqualTo(1);
    }

    @Test
    void suspended_it_takes_no_new_jobs_and_keeps_those_in_work_until_they_have_ended() throws Exception {
        JobConsumer consumer = start(OPTIONS, deliveries::add);
        putWithShortLease("a");
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
    void resumed_while_jobs_are_in_work_it_goes_on_with_those_that_waited() throws Exception {
        put("a", "b", "c");
        CountDownLatch finish = new CountDownLatch(1);
        JobConsumer consumer = start(OPTIONS, delivery -> {
            deliveries.add(delivery);
            finish.await();
            delivery.done();
        });
        next();

        consumer.suspend();
        consumer.resume();
        finish.countDown();

        next();
        next();
        awaitEmpty();
    }

    @Test
    void fault_39_a_server_that_is_down_at_the_start_is_waited_for_and_the_outage_told_once() throws Exception {
        backend.goDown();
        put("a");
        start(OPTIONS.withReconnect(new Backoff(Duration.ofMillis(5), Duration.ofMillis(10))), deliveries::add);
        await().atMost(SOON).until(() -> backend.reserves.get() >= 5);

        backend.comeUp();
        next().done();

        awaitEmpty();
        assertThat(listener.events.stream().filter("outage: switched off"::equals))
                .hasSize(1);
        assertThat(listener.events.stream().filter("recovered"::equals)).hasSize(1);
    }

    @Test
    void an_outage_is_over_with_the_first_answer_also_where_no_job_comes() {
        backend.goDown();
        start(OPTIONS.withReconnect(new Backoff(Duration.ofMillis(5), Duration.ofMillis(10))), deliveries::add);
        await().atMost(SOON).until(() -> listener.events.contains("outage: switched off"));

        backend.comeUp();

        await().atMost(Duration.ofSeconds(5)).until(() -> listener.events.contains("recovered"));
    }

    @Test
    void fault_39_an_outage_is_told_once_however_many_lanes_meet_it() {
        backend.goDown();
        start(
                OPTIONS.withLanes(4).withReconnect(new Backoff(Duration.ofMillis(5), Duration.ofMillis(10))),
                deliveries::add);

        await().atMost(SOON).until(() -> backend.reserves.get() >= 20);

        assertThat(listener.events).containsExactly("outage: switched off");
        backend.comeUp();
        await().atMost(SOON).until(() -> listener.events.contains("recovered"));
    }

    @Test
    void an_outage_is_not_over_while_a_settlement_is_not_answered() throws Exception {
        put("a");
        start(OPTIONS.withReconnect(new Backoff(Duration.ofMillis(5), Duration.ofMillis(10))), deliveries::add);
        Delivery delivery = next();
        backend.goDown();
        put("b"); // wakes the lane, whose next reserve tells
        await().atMost(SOON).until(() -> listener.events.contains("outage: switched off"));

        delivery.done();
        int before = backend.reserves.get();
        await().atMost(SOON).until(() -> backend.reserves.get() >= before + 20);

        assertThat(listener.events).doesNotContain("recovered");
        assertThat(listener.events.stream().filter("outage: switched off"::equals))
                .hasSize(1);
    }

    @Test
    void closing_an_idle_consumer_ends_its_lanes_by_themselves() throws Exception {
        JobConsumer consumer = start(OPTIONS.withLanes(3), deliveries::add);
        await().atMost(SOON).until(() -> backend.reserves.get() == 3);

        boolean ended = consumer.awaitStop(Duration.ZERO);

        assertThat(ended).isTrue();
    }

    @Test
    void an_unanswered_settlement_is_sent_again_when_the_server_answers() throws Exception {
        put("a");
        start(OPTIONS, deliveries::add);
        Delivery delivery = next();
        backend.goDown();

        delivery.done();
        await().atMost(SOON).until(() -> listener.events.contains("settled a DONE UNKNOWN"));
        backend.comeUp();

        await().atMost(SOON).until(() -> listener.events.contains("settled a DONE APPLIED"));
        awaitEmpty();
    }

    @Test
    void no_more_jobs_are_held_than_the_window_allows() throws Exception {
        put(IntStream.range(0, 50).mapToObj(Integer::toString).toArray(String[]::new));

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
        put(IntStream.range(0, 100).mapToObj(Integer::toString).toArray(String[]::new));
        Set<String> seen = ConcurrentHashMap.newKeySet();
        AtomicInteger largest = new AtomicInteger();

        JobConsumer consumer = JobConsumer.ofBatches(
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
                Thread::new);
        consumers.add(consumer);
        consumer.start();

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

    private JobConsumer start(ConsumerOptions options, JobHandler handler) {
        JobConsumer consumer =
                new JobConsumer(List.of((Backend) backend), List.of(queue), handler, options, listener, Thread::new);
        consumers.add(consumer);
        consumer.start();
        return consumer;
    }

    private Delivery next() throws InterruptedException {
        Delivery delivery = deliveries.poll(10, TimeUnit.SECONDS);
        assertThat(delivery).as("a delivery within 10 s").isNotNull();
        return delivery;
    }

    private void put(String... bodies) {
        try (var sink = backend.sink(queue)) {
            sink.put(List.of(bodies).stream().map(NewJob::of).toList());
        }
    }

    private void putWithShortLease(String body) {
        try (var sink = backend.sink(queue)) {
            sink.put(new NewJob(Body.utf8(body), shortLease()));
        }
    }

    private long count(JobState state) {
        return stats().of(state).orElseThrow();
    }

    private QueueStats stats() {
        try (var admin = backend.admin(queue)) {
            return admin.stats();
        }
    }

    /** One look at all states: between two a job could go from the one to the other and back. */
    private void awaitEmpty() {
        await().atMost(SOON).untilAsserted(() -> {
            QueueStats stats = stats();
            for (JobState state : JobState.values()) {
                assertThat(stats.of(state)).as(state.name()).hasValue(0);
            }
        });
    }

    private static String text(Job job) {
        return job.body().utf8();
    }
}
