package io.jobferry.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.Job;
import io.jobferry.JobState;
import io.jobferry.NewJob;
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
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the consumer's contracts share: a queue of its own for each test, consumers that end after it, and a few verbs. */
abstract class ConsumerFixture {
    static final Duration SOON = Duration.ofSeconds(10);
    static final Backoff AT_ONCE = new Backoff(Duration.ZERO, Duration.ZERO);
    static final ConsumerOptions OPTIONS = ConsumerOptions.DEFAULT.withFailurePolicy(FailurePolicy.retry(3, AT_ONCE));

    final String queue = "consumer-" + UUID.randomUUID();
    final RecordingListener listener = new RecordingListener();
    /** What a test's handler puts here: to be ended by the test. */
    final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();

    SwitchableBackend backend;
    private final List<JobConsumer> consumers = new ArrayList<>();

    /** A backend on a server that runs. */
    protected abstract Backend open();

    @BeforeEach
    final void openBackend() {
        backend = new SwitchableBackend(open());
    }

    @AfterEach
    final void close() {
        consumers.forEach(JobConsumer::close);
        backend.close();
    }

    final JobConsumer start(ConsumerOptions options, JobHandler handler) {
        return start(
                new JobConsumer(List.of((Backend) backend), List.of(queue), handler, options, listener, Thread::new));
    }

    final JobConsumer start(JobConsumer consumer) {
        consumers.add(consumer);
        consumer.start();
        return consumer;
    }

    final Delivery next() throws InterruptedException {
        Delivery delivery = deliveries.poll(10, TimeUnit.SECONDS);
        assertThat(delivery).as("a delivery within 10 s").isNotNull();
        return delivery;
    }

    final void put(String... bodies) {
        put(PutOptions.none(), bodies);
    }

    final void put(PutOptions options, String... bodies) {
        try (var sink = backend.sink(queue)) {
            sink.put(Stream.of(bodies)
                    .map(body -> new NewJob(Body.utf8(body), options))
                    .toList());
        }
    }

    final long count(JobState state) {
        return stats().of(state).orElseThrow();
    }

    /** One look at all states: between two a job could go from the one to the other and back. */
    final void awaitEmpty() {
        await().atMost(SOON).untilAsserted(() -> {
            QueueStats stats = stats();
            for (JobState state : JobState.values()) {
                assertThat(stats.of(state)).as(state.name()).hasValue(0);
            }
        });
    }

    /** Until the listener was told this, which may be a moment after the queue shows it. */
    final void awaitEvent(String event) {
        await().atMost(SOON).untilAsserted(() -> assertThat(listener.events).contains(event));
    }

    private QueueStats stats() {
        try (var admin = backend.admin(queue)) {
            return admin.stats();
        }
    }

    static String text(Job job) {
        return job.body().utf8();
    }
}
