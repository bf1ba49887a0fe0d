package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Body;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.PutResult;
import io.jobferry.QueueAdmin;
import io.jobferry.Reservation;
import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkClient;
import io.jobferry.beanstalk.BeanstalkOptions;
import io.jobferry.beanstalk.BeanstalkPut;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.Delivery;
import io.jobferry.consume.JobConsumer;
import io.jobferry.consume.JobHandler;
import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What beanstalkd does that a naive consumer trips over, each measured on a real one; the engine must not. Run on the
 * embedded and on the real server.
 */
abstract class BeanstalkTraps {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final String tube = "traps-" + UUID.randomUUID();
    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    private final BeanstalkBackend backend;

    BeanstalkTraps(String server) {
        backend = new BeanstalkBackend(BeanstalkOptions.of(server));
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void an_idle_consumer_sends_nothing() throws Exception {
        try (JobConsumer consumer = start(ConsumerOptions.DEFAULT, deliveries::add)) {
            await().atMost(SOON).until(() -> watching() == 1);
            long before = asked();

            assertThat(deliveries.poll(2, TimeUnit.SECONDS)).isNull();

            assertThat(asked() - before).isZero();
            assertThat(consumer.working()).isZero();
        }
    }

    @Test
    void fault_21_deadline_soon_neither_spins_nor_loses_the_lease() throws Exception {
        put(Duration.ofSeconds(1), "a");
        try (JobConsumer consumer = start(ConsumerOptions.DEFAULT, deliveries::add)) {
            Delivery held = next();
            long before = asked();

            assertThat(deliveries.poll(3, TimeUnit.SECONDS)).isNull();

            assertThat(asked() - before).isLessThan(20);
            assertThat(held.isLost()).isFalse();
            held.done();
            await().atMost(SOON).until(() -> count(JobState.RESERVED) == 0);
            assertThat(consumer.working()).isZero();
        }
    }

    @Test
    void fault_21_with_every_connection_holding_jobs_it_asks_now_and_then_only() throws Exception {
        put(Duration.ofSeconds(1), "a", "b", "c", "d", "e", "f");
        try (JobConsumer consumer = start(ConsumerOptions.DEFAULT.withMaxJobsPerPoll(1), deliveries::add)) {
            List<Delivery> held = IntStream.range(0, 6).mapToObj(i -> next()).toList();
            long before = asked();

            assertThat(deliveries.poll(2, TimeUnit.SECONDS)).isNull();

            assertThat(asked() - before).isLessThan(60);
            put(Duration.ofSeconds(60), "late");
            Delivery late = next();
            assertThat(late.job().body().utf8()).isEqualTo("late");
            late.done();
            held.forEach(Delivery::done);
            await().atMost(SOON).until(() -> count(JobState.RESERVED) == 0);
            assertThat(consumer.working()).isZero();
        }
    }

    @Test
    void a_settlement_does_not_wait_behind_a_reserve() throws Exception {
        put(Duration.ofSeconds(60), "a");
        try (JobConsumer consumer = start(ConsumerOptions.DEFAULT, deliveries::add)) {
            Delivery delivery = next();
            await().atMost(SOON).until(() -> waiting() == 1);

            delivery.done();

            await().atMost(Duration.ofSeconds(1)).until(() -> count(JobState.RESERVED) == 0);
            assertThat(consumer.working()).isZero();
        }
    }

    @Test
    void jobs_of_a_short_lease_taken_in_one_batch_beside_a_rival_are_each_delivered_once() throws Exception {
        AtomicInteger handled = new AtomicInteger();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        JobHandler slow = JobHandler.of(job -> {
            handled.incrementAndGet();
            seen.add(job.id());
            assertThat(new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS)).isFalse();
        });
        put(
                Duration.ofSeconds(2),
                IntStream.range(0, 10).mapToObj(i -> "job" + i).toArray(String[]::new));

        try (JobConsumer one = start(ConsumerOptions.DEFAULT, slow);
                JobConsumer rival = start(ConsumerOptions.DEFAULT, slow)) {
            await().atMost(SOON).until(() -> count(JobState.READY) + count(JobState.RESERVED) == 0);
            assertThat(one.awaitStop(SOON) && rival.awaitStop(SOON)).isTrue();
        }

        assertThat(seen).hasSize(10);
        assertThat(handled).hasValue(10);
    }

    @Test
    void jobs_of_a_closed_consumer_go_to_another_at_once_and_no_counter_moves() throws Exception {
        put(Duration.ofSeconds(60), "a", "b", "c");
        JobConsumer consumer = start(ConsumerOptions.DEFAULT, deliveries::add);
        for (int i = 0; i < 3; i++) {
            next();
        }

        consumer.close();

        try (JobSource other = backend.source(List.of(tube));
                BeanstalkClient client = backend.client()) {
            List<Reservation> jobs = reserve(other, 3);
            assertThat(jobs).hasSize(3);
            String id = jobs.get(0).job().id();
            assertThat(client.statsJob(Long.parseLong(id)).orElseThrow())
                    .containsEntry("releases", "0")
                    .containsEntry("timeouts", "0");
        }
    }

    @Test
    void the_default_tube_is_not_watched() throws Exception {
        try (JobConsumer consumer = start(ConsumerOptions.DEFAULT, deliveries::add);
                JobSink other = backend.sink("default");
                QueueAdmin admin = backend.admin("default")) {
            assertThat(other.put(NewJob.of("not ours")).kind()).isEqualTo(PutResult.Kind.PUT);

            assertThat(deliveries.poll(300, TimeUnit.MILLISECONDS)).isNull();

            assertThat(admin.purge(JobState.READY, 10)).isEqualTo(1);
            assertThat(consumer.working()).isZero();
        }
    }

    @Test
    void a_lane_holds_no_more_than_its_window_of_thousands() throws Exception {
        put(
                Duration.ofSeconds(60),
                IntStream.range(0, 5_000).mapToObj(Integer::toString).toArray(String[]::new));
        try (JobConsumer consumer = start(ConsumerOptions.DEFAULT, deliveries::add)) {
            await().atMost(SOON).until(() -> deliveries.size() == 256);

            assertThat(count(JobState.RESERVED)).isEqualTo(256);
            assertThat(consumer.working()).isEqualTo(256);
        }
    }

    private JobConsumer start(ConsumerOptions options, JobHandler handler) {
        JobConsumer consumer =
                new JobConsumer(List.of(backend), List.of(tube), handler, options, QueueListener.NONE, Thread::new);
        consumer.start();
        return consumer;
    }

    private Delivery next() {
        try {
            Delivery delivery = deliveries.poll(10, TimeUnit.SECONDS);
            assertThat(delivery).as("a delivery within 10 s").isNotNull();
            return delivery;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while a delivery was awaited", e);
        }
    }

    private static List<Reservation> reserve(JobSource source, int count) throws InterruptedException {
        List<Reservation> jobs = new java.util.ArrayList<>();
        while (jobs.size() < count) {
            List<Reservation> some = source.reserve(count - jobs.size(), Duration.ofSeconds(5));
            assertThat(some).as("a job comes within 5 s").isNotEmpty();
            jobs.addAll(some);
        }
        return jobs;
    }

    private void put(Duration timeToRun, String... bodies) {
        BeanstalkPut options = BeanstalkPut.DEFAULT.withTimeToRun(timeToRun);
        try (JobSink sink = backend.sink(tube)) {
            List<NewJob> jobs = List.of(bodies).stream()
                    .map(body -> new NewJob(Body.utf8(body), options))
                    .toList();
            assertThat(sink.put(jobs)).extracting(PutResult::kind).containsOnly(PutResult.Kind.PUT);
        }
    }

    private long count(JobState state) {
        try (QueueAdmin admin = backend.admin(tube)) {
            return admin.stats().of(state).orElseThrow();
        }
    }

    /** How many reserves the server has been sent, by anybody: each test runs alone on its server. */
    private long asked() {
        try (BeanstalkClient client = backend.client()) {
            return Long.parseLong(client.stats().getOrDefault("cmd-reserve-with-timeout", "-1"));
        }
    }

    private long watching() {
        return tubeFact("current-watching");
    }

    private long waiting() {
        return tubeFact("current-waiting");
    }

    private long tubeFact(String name) {
        try (BeanstalkClient client = backend.client()) {
            return client.statsTube(tube)
                    .map(facts -> Long.parseLong(facts.getOrDefault(name, "-1")))
                    .orElse(0L);
        }
    }
}
