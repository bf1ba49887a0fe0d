package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
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
import io.jobferry.beanstalk.BeanstalkOptions;
import io.jobferry.consume.Backoff;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.Delivery;
import io.jobferry.consume.JobConsumer;
import io.jobferry.consume.JobHandler;
import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Rows of the fault list that need a real beanstalkd, and signals. */
@NeedsServer(ServerKind.BEANSTALKD)
@Isolated("counts threads")
class BeanstalkFaultsTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final ConsumerOptions OPTIONS =
            ConsumerOptions.DEFAULT.withReconnect(new Backoff(Duration.ofMillis(20), Duration.ofMillis(200)));

    @Test
    void fault_01_after_a_kill_without_binlog_the_old_reservation_deletes_nothing() throws Exception {
        try (TestServer server = Servers.start(ServerKind.BEANSTALKD);
                Backend backend = open(server);
                JobSink sink = backend.sink("a");
                JobSource source = backend.source(List.of("a"))) {
            sink.put(NewJob.of("before"));
            Reservation before = source.reserve(1, SOON).get(0);

            server.kill();
            server.restart();
            PutResult after = putAnew(server, "after");
            List<Settled> first = source.settle(List.of(new Settlement(before, Outcome.done())));
            List<Settled> second = source.settle(List.of(new Settlement(before, Outcome.done())));

            assertThat(after.id()).as("ids start again").isEqualTo(before.job().id());
            assertThat(first).doesNotContain(Settled.APPLIED, Settled.REFUSED);
            assertThat(second).containsExactly(Settled.LEASE_LOST);
            Job again = reserveAnew(source).job();
            assertThat(again.body().utf8()).isEqualTo("after");
            assertThat(again.key()).isNotEqualTo(before.job().key());
        }
    }

    @Test
    void fault_02_after_a_kill_with_a_binlog_every_inserted_job_is_delivered_and_only_unsettled_ones_twice()
            throws Exception {
        int jobs = 3_000;
        Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
        Set<String> unsettled = ConcurrentHashMap.newKeySet();
        AtomicInteger handled = new AtomicInteger();
        QueueListener listener = new QueueListener() {
            @Override
            public void onSettled(Job job, Outcome outcome, Settled settled) {
                if (settled != Settled.APPLIED) {
                    unsettled.add(job.body().utf8());
                }
            }
        };
        JobHandler handler = JobHandler.of(job -> {
            seen.computeIfAbsent(job.body().utf8(), none -> new AtomicInteger()).incrementAndGet();
            handled.incrementAndGet();
        });

        try (TestServer server = Servers.start(ServerKind.BEANSTALKD, "-b", TestServer.DIRECTORY, "-f", "0");
                Backend backend = open(server);
                JobConsumer consumer =
                        new JobConsumer(List.of(backend), List.of("a"), handler, OPTIONS, listener, Thread::new)) {
            put(backend, jobs);
            consumer.start();
            await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> handled.get() > jobs / 3);
            server.kill();
            server.restart();
            await().atMost(Duration.ofSeconds(30))
                    .ignoreException(QueueException.class) // the first call meets the dead connection
                    .until(() -> left(backend) == 0);
            assertThat(consumer.awaitStop(SOON)).isTrue();
        }

        assertThat(seen).hasSize(jobs);
        List<String> twice = seen.entrySet().stream()
                .filter(entry -> entry.getValue().get() > 1)
                .map(Map.Entry::getKey)
                .toList();
        assertThat(unsettled).containsAll(twice);
    }

    @Test
    void fault_03_jobs_of_a_worker_killed_with_9_are_delivered_again_at_once() throws Exception {
        try (TestServer server = Servers.start(ServerKind.BEANSTALKD);
                Backend backend = open(server);
                JobSource source = backend.source(List.of("a"))) {
            put(backend, 10);
            try (ChildWorker worker = ChildWorker.holding(10, "beanstalk://" + server.address(), "a")) {
                worker.kill();
            }

            long start = System.nanoTime();
            List<Reservation> again = new ArrayList<>();
            while (again.size() < 10) {
                again.addAll(source.reserve(10, Duration.ofSeconds(5)));
            }

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            assertThat(source.attempt(again.get(0))).as("no attempt is used").isEqualTo(1);
        }
    }

    @Test
    void fault_05_a_stopped_server_times_out_and_its_late_reply_is_nobodys() {
        try (TestServer server = Servers.start(ServerKind.BEANSTALKD);
                Backend backend = open(server);
                JobSink sink = backend.sink("a");
                QueueAdmin admin = backend.admin("a")) {
            sink.put(NewJob.of("one"));

            server.pause();
            PutResult stopped = sink.put(NewJob.of("two"));
            server.resume();
            PutResult after = sink.put(NewJob.of("three"));

            assertThat(stopped.kind()).isEqualTo(PutResult.Kind.UNKNOWN);
            assertThat(after.kind()).isEqualTo(PutResult.Kind.PUT);
            // The server took "two" when it went on: its INSERTED 2 must not have been taken for that of "three".
            await().atMost(SOON).until(() -> admin.stats().ready().orElseThrow() == 3);
            assertThat(after.id()).isEqualTo("3");
        }
    }

    @Test
    void fault_05_a_consumer_whose_settlement_a_stopped_server_does_not_answer_goes_on_when_it_does() throws Exception {
        BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
        Set<Settled> settled = ConcurrentHashMap.newKeySet();
        QueueListener listener = new QueueListener() {
            @Override
            public void onSettled(Job job, Outcome outcome, Settled answer) {
                settled.add(answer);
            }
        };
        try (TestServer server = Servers.start(ServerKind.BEANSTALKD);
                Backend backend = open(server);
                JobConsumer consumer = new JobConsumer(
                        List.of(backend), List.of("a"), deliveries::add, OPTIONS, listener, Thread::new)) {
            consumer.start();
            put(backend, 1);
            Delivery first = deliveries.take();

            server.pause();
            first.done();
            await().atMost(SOON).until(() -> settled.contains(Settled.UNKNOWN));
            server.resume();
            put(backend, 10);

            Set<String> seen = ConcurrentHashMap.newKeySet();
            while (!seen.containsAll(
                    IntStream.range(0, 10).mapToObj(Integer::toString).toList())) {
                Delivery delivery = deliveries.poll(10, TimeUnit.SECONDS);
                assertThat(delivery).as("a delivery within 10 s").isNotNull();
                seen.add(delivery.job().body().utf8());
                delivery.done();
            }
            await().atMost(SOON).until(() -> left(backend) == 0);
        }
    }

    @Test
    void fault_39_a_server_that_is_down_for_a_while_is_tried_seldom_and_no_thread_is_left_behind() throws Exception {
        AtomicInteger outages = new AtomicInteger();
        AtomicInteger recoveries = new AtomicInteger();
        QueueListener listener = new QueueListener() {
            @Override
            public void onOutage(String name, Throwable error) {
                outages.incrementAndGet();
            }

            @Override
            public void onRecovered(String name, Duration outage) {
                recoveries.incrementAndGet();
            }
        };
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (TestServer server = Servers.start(ServerKind.BEANSTALKD);
                Backend backend = open(server);
                JobConsumer consumer = new JobConsumer(
                        List.of(backend),
                        List.of("a"),
                        JobHandler.of(job -> seen.add(job.body().utf8())),
                        OPTIONS,
                        listener,
                        Thread::new)) {
            consumer.start();
            put(backend, 10);
            await().atMost(SOON).until(() -> seen.size() == 10);
            int threads = Thread.activeCount();

            server.kill();
            int redials;
            try (SlammedDoor door = SlammedDoor.at(server.address())) {
                await().atMost(SOON).until(() -> door.knocks() >= 10);
                redials = door.knocksWithin(Duration.ofSeconds(2));
            }
            server.restart();
            put(backend, 20);

            await().atMost(SOON).until(() -> seen.size() == 20);
            // 200 ms apart on the average once the backoff has grown, never under 100 ms.
            assertThat(redials).isBetween(4, 21);
            assertThat(outages).hasValue(1);
            assertThat(recoveries).hasValue(1);
            assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 1);
        }
    }

    private static Backend open(TestServer server) {
        return new BeanstalkBackend(BeanstalkOptions.of(server.address()).withCommandTimeout(Duration.ofSeconds(1)));
    }

    private static void put(Backend backend, int jobs) {
        try (JobSink sink = backend.sink("a")) {
            List<NewJob> batch = IntStream.range(0, jobs)
                    .mapToObj(i -> NewJob.of(Integer.toString(i)))
                    .toList();
            assertThat(sink.put(batch)).extracting(PutResult::kind).containsOnly(PutResult.Kind.PUT);
        }
    }

    /** The first call may meet the dead connection. */
    private static Reservation reserveAnew(JobSource source) throws InterruptedException {
        try {
            return source.reserve(1, SOON).get(0);
        } catch (QueueException e) {
            assertThat(e.kind()).isEqualTo(QueueException.Kind.BROKEN);
            return source.reserve(1, SOON).get(0);
        }
    }

    /** On a new connection: one from before the kill may only now find out that it is dead. */
    private static PutResult putAnew(TestServer server, String body) {
        try (Backend backend = open(server);
                JobSink sink = backend.sink("a")) {
            return sink.put(NewJob.of(body));
        }
    }

    private static long left(Backend backend) {
        try (QueueAdmin admin = backend.admin("a")) {
            return admin.stats().of(JobState.READY).orElseThrow()
                    + admin.stats().of(JobState.RESERVED).orElseThrow();
        }
    }
}
