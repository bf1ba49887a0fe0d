package io.jobferry.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
import io.jobferry.Job;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueStats;
import io.jobferry.Queues;
import io.jobferry.Reservation;
import io.jobferry.Settlement;
import io.jobferry.consume.Backoff;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.LengthGauge;
import io.jobferry.event.QueueListener;
import io.jobferry.gob.GobField;
import io.jobferry.gob.GobRecord;
import io.jobferry.gob.GobStruct;
import io.jobferry.gob.GobTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What of docs/coming-from-core-queue.md needs no Redis stands here and works. */
class ComingFromCoreQueueTest {
    private static final JobKind<String> EXAMPLE = new JobKind<>("example", Codec.text());
    private static final Duration LONG = Duration.ofSeconds(60);

    record Mail(String to, String text) {}

    private final List<Object> seen = new CopyOnWriteArrayList<>();
    private final Backend backend = Queues.open("memory:///");
    private final JobRouter router = new JobRouter(backend, "default");
    private final QueueAdmin admin = backend.admin("default");

    @AfterEach
    void close() {
        router.close();
        backend.close();
    }

    @Test
    void the_example_of_the_readme() throws Exception {
        JobKind<String> example = new JobKind<>("example", Codec.gob(GobTypes.STRING));
        try (Backend memory = Queues.open("memory:///");
                JobRouter queue = new JobRouter(memory, "default")) {
            queue.subscribe(example, (text, delivery) -> seen.add(text));
            queue.start();

            queue.dispatch(example, "foo", DispatchOptions.after(Duration.ofSeconds(1)));
            queue.dispatch(example, "bar", DispatchOptions.after(Duration.ofHours(1)));

            await().atMost(LONG).untilAsserted(() -> assertThat(seen).containsExactly("foo"));
        }
    }

    @Test
    void a_job_is_a_kind_and_a_payload() {
        JobKind<Mail> json = JobKind.json(Mail.class);
        JobKind<Long> number = new JobKind<>(".int", Codec.gob(GobTypes.INT));
        router.subscribe(json, (mail, delivery) -> seen.add(mail));
        router.subscribe(number, (value, delivery) -> seen.add(value));
        router.start();

        router.dispatch(json, new Mail("a@b", "hello"));
        router.dispatch(number, 100L);

        await().untilAsserted(() -> assertThat(seen).containsExactly(new Mail("a@b", "hello"), 100L));
    }

    @Test
    void a_go_struct_is_declared_field_by_field() {
        GobField<String> to = new GobField<>("To", GobTypes.STRING);
        GobField<Long> size = new GobField<>("Size", GobTypes.INT);
        GobStruct mail = GobStruct.of("Mail", to, size);
        JobKind<GobRecord> kind = new JobKind<>("main.Mail", Codec.gob(mail));

        router.subscribe(kind, (letter, delivery) -> seen.add(letter.get(to)));
        router.start();
        router.dispatch(kind, mail.zero().with(to, "a@b").with(size, 7L));

        await().untilAsserted(() -> assertThat(seen).containsExactly("a@b"));
    }

    @Test
    void a_listener_is_a_lambda_or_an_object() {
        Handler<String> handler = (text, delivery) -> seen.add(delivery.job().queue() + " " + text);
        router.subscribe(EXAMPLE, handler).subscribe(EXAMPLE, (text, delivery) -> seen.add(text));
        router.start();

        router.dispatch(EXAMPLE, "hello");

        await().untilAsserted(() -> assertThat(seen).containsExactly("default hello", "hello"));
    }

    @Test
    void what_adjust_adjusts_are_dispatch_options() {
        router.dispatch(
                EXAMPLE,
                "hello",
                DispatchOptions.after(Duration.ofMinutes(3))
                        .withMaxAttempts(5)
                        .withHandleTimeout(Duration.ofSeconds(30))
                        .withUniqueId("mail-17"));
        router.dispatch(EXAMPLE, "later", DispatchOptions.at(Instant.now().plusSeconds(3600)));

        assertThat(admin.stats().delayed()).hasValue(2);
        assertThat(admin.peek(JobState.DELAYED, 1))
                .map(JobRouter::opened)
                .allSatisfy(job -> assertThat(job.facts())
                        .containsEntry("MaxAttempts", "5")
                        .containsEntry("HandleTimeout", "30000000000"));
    }

    @Test
    void a_handler_out_of_time_is_interrupted() {
        router.subscribe(EXAMPLE, (text, delivery) -> new CountDownLatch(1).await());
        router.start();

        router.dispatch(EXAMPLE, "hello", DispatchOptions.NOW.withHandleTimeout(Duration.ofMillis(10)));

        await().until(() -> admin.stats().dead().getAsLong() == 1);
    }

    @Test
    void a_queue_has_parallelism_a_codec_a_listener_and_a_dispatcher_of_ones_own() throws Exception {
        CountDownLatch together = new CountDownLatch(2);
        Handler<Mail> ownDispatcher = (mail, delivery) -> {
            together.countDown();
            if (!together.await(60, TimeUnit.SECONDS)) {
                throw new TimeoutException("alone");
            }
            seen.add(mail.text());
        };
        ConsumerOptions options = ConsumerOptions.DEFAULT.withLanes(2);
        try (JobRouter queue = new JobRouter(backend, "mail", options, QueueListener.NONE)) {
            JobKind<Mail> mail = new JobKind<>("mail", Codec.json(Mail.class));
            queue.subscribe(mail, ownDispatcher);
            queue.start();

            queue.dispatch(mail, new Mail("a@b", "first"));
            queue.dispatch(mail, new Mail("a@b", "second"));

            await().untilAsserted(() -> assertThat(seen).containsExactlyInAnyOrder("first", "second"));
        }
    }

    @Test
    void events_carry_the_error_and_the_job() {
        QueueListener events = new QueueListener() {
            @Override
            public void beforeRetry(Job job, int attempt, Throwable error, Duration delay) {
                seen.add("retry " + JobRouter.opened(job).body().utf8() + ": " + error.getMessage());
            }

            @Override
            public void beforeAbort(Job job, int attempt, Throwable error) {
                seen.add("abort " + JobRouter.opened(job).body().utf8() + ": " + error.getMessage());
            }
        };
        try (JobRouter queue = new JobRouter(backend, "mail", ConsumerOptions.DEFAULT, events)) {
            queue.subscribe(EXAMPLE, (text, delivery) -> {
                throw new IllegalStateException("faulty");
            });
            queue.start();

            queue.dispatch(EXAMPLE, "hello", DispatchOptions.attempts(2));

            await().atMost(LONG)
                    .untilAsserted(
                            () -> assertThat(seen).containsExactly("retry hello: faulty", "abort hello: faulty"));
        }
    }

    @Test
    void lengths_are_told_with_queue_and_channel() {
        QueueListener gauge = new QueueListener() {
            @Override
            public void onLength(String queue, String channel, long jobs) {
                seen.add(queue + " " + channel + " " + jobs);
            }
        };
        router.dispatch(EXAMPLE, "hello");
        LengthGauge lengths = new LengthGauge(backend, List.of("default"), LengthGauge.EVERY, gauge, Thread::new);

        await().untilAsserted(() -> assertThat(seen).contains("default ready 1", "default dead 0"));
        lengths.close();
    }

    @Test
    void consuming_is_started_stopped_and_waited_for() throws Exception {
        router.subscribe(EXAMPLE, (text, delivery) -> seen.add(text));
        router.start();
        router.dispatch(EXAMPLE, "hello");
        await().until(() -> seen.size() == 1);

        router.stop();
        boolean ended = router.awaitStop(Duration.ofSeconds(30));

        assertThat(ended).isTrue();
        assertThatThrownBy(router::stop).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_delay_between_attempts_is_core_queues() {
        assertThat(Backoff.RETRY.first()).isEqualTo(Duration.ofSeconds(1));
        assertThat(Backoff.RETRY.longest()).isEqualTo(Duration.ofMinutes(10));
        assertThat(Backoff.RETRY.delay(4)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(12));
    }

    @Test
    void a_driver_is_a_backend() throws Exception {
        try (JobSink sink = backend.sink("mail");
                JobSource source = backend.source(List.of("mail"))) {
            sink.put(NewJob.of("hello").delayed(Duration.ZERO)); // Push

            List<Reservation> popped = source.reserve(1, Duration.ofSeconds(10)); // Pop; empty is ErrEmpty
            source.settle(List.of(new Settlement(popped.get(0), Outcome.done()))); // Ack; retry(delay), dead(reason)

            assertThat(popped.get(0).job().body().utf8()).isEqualTo("hello");
            assertThat(source.reserve(1, Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void an_admin_counts_reloads_and_flushes_on_every_backend() {
        router.start(); // nobody handles it: it fails
        router.dispatch(EXAMPLE, "hello");
        await().until(() -> admin.stats().dead().getAsLong() == 1);
        router.stop();

        QueueStats info = admin.stats();
        long reloaded = admin.redrive(Long.MAX_VALUE);
        long flushed = admin.purge(JobState.DEAD, Long.MAX_VALUE);

        assertThat(info.dead()).hasValue(1);
        assertThat(reloaded).isEqualTo(1);
        assertThat(flushed).isZero();
    }

    @Test
    void queues_have_names_and_a_configuration() throws Exception {
        Map<String, String> configuration = Map.of(
                "queue.default.redisName", "core-queue-page",
                "queue.default.parallelism", "3",
                "queue.default.checkQueueLengthIntervalSecond", "15",
                "queue.myQueue.parallelism", "1");
        try (NamedQueues queues = new NamedQueues(configuration, redisName -> Queues.open("memory://" + redisName))) {
            JobRouter myQueue = queues.get("myQueue");
            myQueue.subscribe(EXAMPLE, (text, delivery) -> seen.add(text));
            queues.start();
            myQueue.dispatch(EXAMPLE, "hello world");

            await().untilAsserted(() -> assertThat(seen).containsExactly("hello world"));
            assertThat(queues.awaitStop(Duration.ofSeconds(30))).isTrue();
        }
    }
}
