package io.jobferry.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.FailoverSink;
import io.jobferry.Job;
import io.jobferry.JobSink;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.PutResult;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueException;
import io.jobferry.Queues;
import io.jobferry.Settled;
import io.jobferry.Tls;
import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkClient;
import io.jobferry.beanstalk.BeanstalkOptions;
import io.jobferry.beanstalk.BeanstalkPut;
import io.jobferry.consume.Backoff;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.JobConsumer;
import io.jobferry.consume.JobHandler;
import io.jobferry.event.QueueListener;
import io.jobferry.testing.ClosedPort;
import io.jobferry.testing.ServerCertificate;
import io.jobferry.testing.TlsProxy;
import io.jobferry.testkit.EmbeddedBeanstalkd;
import io.jobferry.testkit.EmbeddedBeanstalkdExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Java of docs/coming-from-prep-beanstalk.md stands here and works. */
class ComingFromPrepBeanstalkTest {
    @RegisterExtension
    final EmbeddedBeanstalkdExtension beanstalkd = new EmbeddedBeanstalkdExtension();

    private final List<String> seen = new CopyOnWriteArrayList<>();

    private BeanstalkBackend open() {
        return new BeanstalkBackend(BeanstalkOptions.of(beanstalkd.uri()));
    }

    @Test
    void a_producer_is_a_sink() {
        BeanstalkPut params = new BeanstalkPut(1024, Duration.ZERO, Duration.ofSeconds(30));
        try (Backend backend = Queues.open(beanstalkd.uri());
                JobSink producer = backend.sink("mytube")) {
            PutResult put = producer.put(new NewJob(Body.utf8("Hello World"), params));
            List<PutResult> many = producer.put(List.of(NewJob.of("one"), NewJob.of("round trip")));

            assertThat(put.kind()).isEqualTo(PutResult.Kind.PUT);
            assertThat(many).hasSize(2);
        }
    }

    @Test
    void a_pool_of_producers_on_several_servers_is_a_failover_sink() throws Exception {
        try (ClosedPort closed = new ClosedPort();
                Backend down = Queues.open("beanstalk://" + closed.address());
                Backend up = Queues.open(beanstalkd.uri());
                JobSink producer = new FailoverSink(
                        List.of(down.sink("mytube"), up.sink("mytube")), FailoverSink.OnUnknown.REPORT)) {
            for (int i = 0; i < 4; i++) {
                assertThat(producer.put(NewJob.of("hello")).kind()).isEqualTo(PutResult.Kind.PUT);
            }

            assertThat(up.admin("mytube").stats().ready()).hasValue(4);
        }
    }

    @Test
    void a_job_that_is_too_big_is_put_nowhere() {
        try (Backend backend = Queues.open(beanstalkd.uri());
                JobSink producer = backend.sink("mytube")) {
            PutResult put = producer.put(NewJob.of(Body.of(new byte[70_000])));

            assertThat(put.kind()).isEqualTo(PutResult.Kind.TOO_BIG);
        }
    }

    @Test
    void a_server_that_is_down_is_an_exception_of_the_put_and_connected_is_whoever_answers() {
        try (ClosedPort closed = new ClosedPort();
                Backend backend = Queues.open("beanstalk://" + closed.address());
                QueueAdmin admin = backend.admin("mytube")) {
            assertThatThrownBy(admin::stats)
                    .isInstanceOfSatisfying(
                            QueueException.class,
                            error -> assertThat(error.kind()).isEqualTo(QueueException.Kind.UNREACHABLE));
        }
    }

    @Test
    void a_consumer_takes_the_jobs_of_several_tubes_with_so_many_at_a_time() throws Exception {
        CountDownLatch together = new CountDownLatch(2);
        JobHandler handler = JobHandler.of(job -> {
            together.countDown();
            if (!together.await(60, TimeUnit.SECONDS)) {
                throw new TimeoutException("alone");
            }
            seen.add(job.queue() + " " + job.body().utf8());
        });
        try (Backend backend = Queues.open(beanstalkd.uri())) {
            backend.sink("mytube").put(NewJob.of("hello"));
            backend.sink("other").put(NewJob.of("hello"));

            ConsumerOptions options = ConsumerOptions.DEFAULT.withLanes(30);
            JobConsumer consumer = new JobConsumer(
                    List.of(backend), List.of("mytube", "other"), handler, options, QueueListener.NONE, Thread::new);
            consumer.start();
            await().untilAsserted(() -> assertThat(seen).containsExactlyInAnyOrder("mytube hello", "other hello"));
            boolean finished = consumer.awaitStop(Duration.ofSeconds(30)); // those in work

            assertThat(finished).isTrue();
        }
    }

    @Test
    void a_consumer_takes_the_jobs_of_several_servers() {
        try (EmbeddedBeanstalkd second = EmbeddedBeanstalkd.start();
                Backend one = Queues.open(beanstalkd.uri());
                Backend two = Queues.open(second.uri());
                JobConsumer consumer = new JobConsumer(
                        List.of(one, two),
                        List.of("mytube"),
                        JobHandler.of(job -> seen.add(job.body().utf8())),
                        ConsumerOptions.DEFAULT,
                        QueueListener.NONE,
                        Thread::new)) {
            one.sink("mytube").put(NewJob.of("first"));
            two.sink("mytube").put(NewJob.of("second"));
            consumer.start();

            await().untilAsserted(() -> assertThat(seen).containsExactlyInAnyOrder("first", "second"));
        }
    }

    @Test
    void a_handler_deletes_releases_buries_and_touches_by_its_delivery() {
        JobHandler handler = delivery -> {
            seen.add(delivery.job().body().utf8() + " " + delivery.attempt());
            boolean ours = delivery.extend(); // touch; done by itself, too
            switch (delivery.job().body().utf8()) {
                case "bury" -> delivery.settle(Outcome.dead("to be looked at"));
                case "release" -> delivery.settle(Outcome.retry(Duration.ofHours(1)));
                default -> delivery.settle(ours ? Outcome.done() : Outcome.giveBack());
            }
        };
        try (Backend backend = Queues.open(beanstalkd.uri());
                QueueAdmin tube = backend.admin("mytube");
                JobConsumer consumer = new JobConsumer(backend, "mytube", handler)) {
            backend.sink("mytube").put(List.of(NewJob.of("bury"), NewJob.of("release"), NewJob.of("delete")));
            consumer.start();

            await().untilAsserted(() -> assertThat(seen).containsExactly("bury 1", "release 1", "delete 1"));
            await().until(() -> tube.stats().reserved().getAsLong() == 0);
            assertThat(tube.peek(JobState.DEAD, 1))
                    .extracting(job -> job.body().utf8())
                    .containsExactly("bury");
            assertThat(tube.peek(JobState.DELAYED, 1))
                    .extracting(job -> job.body().utf8())
                    .containsExactly("release");
        }
    }

    @Test
    void a_handler_that_throws_has_its_job_released_with_a_delay_and_buried_in_the_end() {
        List<String> events = new CopyOnWriteArrayList<>();
        QueueListener listener = new QueueListener() {
            @Override
            public void beforeRetry(Job job, int attempt, Throwable error, Duration delay) {
                events.add("release after " + delay.toSeconds() + " s: " + error.getMessage());
            }
        };
        JobHandler handler = JobHandler.of(job -> {
            throw new IllegalStateException("no server");
        });
        try (Backend backend = Queues.open(beanstalkd.uri());
                JobConsumer consumer = new JobConsumer(
                        List.of(backend), List.of("mytube"), handler, ConsumerOptions.DEFAULT, listener, Thread::new)) {
            backend.sink("mytube").put(NewJob.of("hello"));
            consumer.start();

            await().untilAsserted(() -> assertThat(events).contains("release after 1 s: no server"));
        }
    }

    @Test
    void a_jobs_stats_come_with_it_if_one_wants_them() {
        BeanstalkOptions options = BeanstalkOptions.of(beanstalkd.uri()).withFetchStats(true);
        JobHandler handler = JobHandler.of(job -> seen.add(job.facts().get("pri")));
        try (Backend backend = new BeanstalkBackend(options);
                JobConsumer consumer = new JobConsumer(backend, "mytube", handler)) {
            backend.sink("mytube").put(new NewJob(Body.utf8("hello"), BeanstalkPut.DEFAULT.withPriority(7)));
            consumer.start();

            await().untilAsserted(() -> assertThat(seen).containsExactly("7"));
        }
    }

    @Test
    void a_client_has_every_command_of_a_conn() {
        try (BeanstalkBackend backend = open();
                BeanstalkClient conn = backend.client()) {
            conn.use("mytube");
            conn.watch("mytube");
            conn.ignore("default");
            PutResult put = conn.put(BeanstalkPut.DEFAULT, Body.utf8("hello"));
            long id = Long.parseLong(String.valueOf(put.id()));

            assertThat(conn.peekReady().orElseThrow().id()).isEqualTo(id);
            assertThat(conn.reserveWithTimeout(Duration.ofSeconds(1)).job()).isNotNull();
            assertThat(conn.touch(id)).isTrue();
            assertThat(conn.release(id, 512, Duration.ofSeconds(5))).isEqualTo(BeanstalkClient.Released.RELEASED);
            assertThat(conn.peekDelayed().orElseThrow().id()).isEqualTo(id);
            assertThat(conn.kickJob(id)).isTrue();
            assertThat(conn.reserve().job()).isNotNull();
            assertThat(conn.bury(id, 512)).isTrue();
            assertThat(conn.peekBuried().orElseThrow().id()).isEqualTo(id);
            assertThat(conn.kick(10)).isEqualTo(1);
            assertThat(conn.statsJob(id).orElseThrow()).containsEntry("state", "ready");
            assertThat(conn.statsTube("mytube").orElseThrow()).containsEntry("current-jobs-ready", "1");
            assertThat(conn.listTubes()).contains("mytube");
            assertThat(conn.delete(id)).isTrue();
            assertThat(conn.delete(id)).isFalse();
        }
    }

    @Test
    void what_prep_returns_as_errors_are_answers() {
        try (BeanstalkBackend backend = open();
                BeanstalkClient conn = backend.client()) {
            assertThat(conn.reserveWithTimeout(Duration.ZERO).kind())
                    .isEqualTo(BeanstalkClient.Reserved.Kind.TIMED_OUT);
            assertThat(conn.ignore("default")).isEmpty();
            assertThat(conn.statsJob(17)).isEmpty();
            assertThatThrownBy(() -> conn.watch("x".repeat(201))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "beanstalk://localhost, beanstalk://localhost:11300",
        "beanstalk://localhost:11301, beanstalk://localhost:11301",
        "beanstalks://localhost, beanstalks://localhost:11400",
        "tls://localhost, beanstalks://localhost:11400",
        "unix:///run/beanstalkd.sock, unix:///run/beanstalkd.sock"
    })
    void uris_are_preps(String uri, String name) {
        try (Backend backend = Queues.open(uri)) {
            assertThat(backend.name()).isEqualTo(name);
        }
    }

    @Test
    void a_plain_host_and_port_is_an_address_too_and_nothing_is_looked_up_before_it_is_used() {
        try (Backend backend = new BeanstalkBackend(BeanstalkOptions.of("beanstalkd.invalid:11300"))) {
            assertThat(backend.name()).isEqualTo("beanstalk://beanstalkd.invalid:11300");
        }
        assertThatThrownBy(() -> Queues.open("bean://localhost")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tls_checks_the_servers_certificate_and_its_name(@TempDir Path directory) throws Exception {
        ServerCertificate certificate = ServerCertificate.forHost("localhost", directory);
        try (TlsProxy proxy = new TlsProxy(certificate.context(), beanstalkd.port())) {
            BeanstalkOptions options =
                    BeanstalkOptions.of("beanstalks://" + proxy.address()).withTls(Tls.of(certificate.context()));

            try (Backend backend = new BeanstalkBackend(options);
                    Backend trustsNobody = Queues.open("tls://" + proxy.address())) {
                assertThat(backend.sink("mytube").put(NewJob.of("hello")).kind())
                        .isEqualTo(PutResult.Kind.PUT);
                assertThatThrownBy(() -> trustsNobody.sink("mytube").put(NewJob.of("hello")))
                        .isInstanceOf(QueueException.class);
            }
        }
    }

    @Test
    void time_outs_and_the_pause_between_reconnects_are_options() {
        BeanstalkOptions options = BeanstalkOptions.of(beanstalkd.uri())
                .withConnectTimeout(Duration.ofSeconds(2))
                .withCommandTimeout(Duration.ofSeconds(20));
        ConsumerOptions consumerOptions =
                ConsumerOptions.DEFAULT.withReconnect(new Backoff(Duration.ofSeconds(3), Duration.ofSeconds(3)));

        assertThat(options.commandTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(consumerOptions.reconnect().delay(5)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void a_listener_is_told_of_errors_and_reconnects() throws Exception {
        QueueListener log = new QueueListener() {
            @Override
            public void onOutage(String server, Throwable error) {
                seen.add("unable to connect to " + server);
            }
        };
        try (ClosedPort closed = new ClosedPort();
                Backend backend = Queues.open("beanstalk://" + closed.address());
                JobConsumer consumer = new JobConsumer(
                        List.of(backend),
                        List.of("mytube"),
                        JobHandler.of(job -> seen.add(job.id())),
                        ConsumerOptions.DEFAULT,
                        log,
                        Thread::new)) {
            consumer.start();

            await().untilAsserted(() -> assertThat(seen).containsExactly("unable to connect to " + backend.name()));
        }
    }

    @Test
    void a_listener_is_told_of_each_settlement() {
        QueueListener spans = new QueueListener() {
            @Override
            public void onReserved(Job job) {
                seen.add("begin " + job.id());
            }

            @Override
            public void onSettled(Job job, Outcome outcome, Settled settled) {
                seen.add("end " + job.id() + " " + outcome.kind() + " " + settled);
            }
        };
        try (Backend backend = Queues.open(beanstalkd.uri());
                JobConsumer consumer = new JobConsumer(
                        List.of(backend),
                        List.of("mytube"),
                        JobHandler.of(job -> seen.add("work")),
                        ConsumerOptions.DEFAULT,
                        spans,
                        Thread::new)) {
            String id = backend.sink("mytube").put(NewJob.of("hello")).id();
            consumer.start();

            await().untilAsserted(() ->
                    assertThat(seen).containsExactly("begin " + id, "work", "end " + id + " DONE APPLIED"));
        }
    }

    @Test
    void buried_jobs_are_counted_kicked_and_deleted_as_resurrect_does() {
        try (BeanstalkBackend backend = open();
                BeanstalkClient client = backend.client()) {
            bury(client, "mytube", 3);

            for (String tube : client.listTubes()) {
                try (QueueAdmin admin = backend.admin(tube)) {
                    seen.add(tube + " has " + admin.stats().dead().getAsLong() + " buried jobs");
                    admin.redrive(1); // kick
                    admin.purge(JobState.DEAD, Long.MAX_VALUE); // delete
                }
            }

            assertThat(seen).contains("mytube has 3 buried jobs");
            assertThat(client.statsTube("mytube").orElseThrow())
                    .containsEntry("current-jobs-buried", "0")
                    .containsEntry("current-jobs-ready", "1");
        }
    }

    private static void bury(BeanstalkClient client, String tube, int jobs) {
        client.use(tube);
        client.watch(tube);
        for (int i = 0; i < jobs; i++) {
            long id = Long.parseLong(String.valueOf(
                    client.put(BeanstalkPut.DEFAULT, Body.utf8("job " + i)).id()));
            assertThat(client.reserve().kind()).isEqualTo(BeanstalkClient.Reserved.Kind.RESERVED);
            assertThat(client.bury(id, 0)).isTrue();
        }
    }
}
