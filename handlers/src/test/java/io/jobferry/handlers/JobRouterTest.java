package io.jobferry.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
import io.jobferry.Job;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.PutResult;
import io.jobferry.QueueAdmin;
import io.jobferry.consume.Backoff;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.FailurePolicy;
import io.jobferry.event.QueueListener;
import io.jobferry.memory.MemoryBackend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobRouterTest {
    private static final JobKind<String> MAIL = new JobKind<>("mail", Codec.text());
    private static final JobKind<Size> RESIZE = JobKind.json(Size.class);
    private static final Duration LONG = Duration.ofSeconds(60);

    record Size(int width, int height) {}

    private final Backend backend = new MemoryBackend();
    private final QueueAdmin admin = backend.admin("default");
    private final List<Object> handled = new CopyOnWriteArrayList<>();
    private final Aborted aborted = new Aborted();
    private final JobRouter router = new JobRouter(backend, "default", ConsumerOptions.DEFAULT, aborted);

    @AfterEach
    void close() {
        router.close();
        backend.close();
    }

    @Test
    void a_job_goes_to_the_handlers_of_its_key() {
        router.subscribe(MAIL, (text, delivery) -> handled.add(text));
        router.subscribe(RESIZE, (size, delivery) -> handled.add(size));
        router.start();

        router.dispatch(RESIZE, new Size(3, 4));
        router.dispatch(MAIL, "hello");

        await().untilAsserted(() -> assertThat(handled).containsExactly(new Size(3, 4), "hello"));
        awaitEmpty();
    }

    @Test
    void several_handlers_of_a_key_are_called_as_they_were_subscribed() {
        router.subscribe(MAIL, (text, delivery) -> handled.add("first " + text));
        router.subscribe(MAIL, (text, delivery) -> handled.add("second " + text));
        router.start();

        router.dispatch(MAIL, "hello");

        await().untilAsserted(() -> assertThat(handled).containsExactly("first hello", "second hello"));
    }

    @Test
    void the_first_error_stops_the_rest_and_all_run_again_at_the_retry() {
        AtomicInteger failures = new AtomicInteger();
        router.subscribe(MAIL, (text, delivery) -> handled.add("first"));
        router.subscribe(MAIL, (text, delivery) -> {
            handled.add("second");
            if (failures.getAndIncrement() == 0) {
                throw new IllegalStateException("no server");
            }
        });
        router.subscribe(MAIL, (text, delivery) -> handled.add("third"));
        router.start();

        router.dispatch(MAIL, "hello", DispatchOptions.attempts(2));

        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(handled).containsExactly("first", "second", "first", "second", "third"));
        awaitEmpty();
    }

    @Test
    void a_job_is_given_up_after_its_own_number_of_attempts_with_an_event_that_has_error_and_job() {
        router.subscribe(MAIL, (text, delivery) -> {
            handled.add(delivery.attempt());
            throw new IllegalStateException("no server");
        });
        router.start();

        router.dispatch(MAIL, "hello", DispatchOptions.attempts(2));

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(aborted.events)
                        .containsExactly("retry mail hello after 1: no server", "abort mail hello after 2: no server"));
        assertThat(handled).containsExactly(1, 2);
        await().until(() -> admin.stats().dead().getAsLong() == 1);
    }

    @Test
    void a_reload_gives_one_more_attempt_and_resets_no_count() {
        router.subscribe(MAIL, (text, delivery) -> {
            handled.add(delivery.attempt());
            throw new IllegalStateException("no server");
        });
        router.start();
        router.dispatch(MAIL, "hello", DispatchOptions.attempts(2));
        await().atMost(LONG).until(() -> admin.stats().dead().getAsLong() == 1);

        long reloaded = admin.redrive(Long.MAX_VALUE);

        assertThat(reloaded).isEqualTo(1);
        await().untilAsserted(() -> assertThat(handled).containsExactly(1, 2, 2));
        await().until(() -> admin.stats().dead().getAsLong() == 1);
    }

    @Test
    void a_job_of_a_key_that_nobody_handles_fails() {
        router.start();

        router.dispatch(MAIL, "hello");

        await().untilAsserted(() -> assertThat(aborted.events)
                .containsExactly("abort mail hello after 1: no handler for this key: \"mail\" (queue default)"));
    }

    @Test
    void what_cannot_be_read_is_dead_at_once_and_the_next_job_comes() {
        router.subscribe(RESIZE, (size, delivery) -> handled.add(size));
        router.subscribe(MAIL, (text, delivery) -> handled.add(text));
        router.start();

        backend.sink("default").put(NewJob.of("no envelope"));
        router.dispatch(new JobKind<>(RESIZE.key(), Codec.text()), "no size", DispatchOptions.attempts(5));
        router.dispatch(MAIL, "hello");

        await().untilAsserted(() -> assertThat(handled).containsExactly("hello"));
        await().until(() -> admin.stats().dead().getAsLong() == 2);
        assertThat(admin.peek(JobState.DEAD, 1))
                .extracting(Job::body)
                .containsExactly(NewJob.of("no envelope").body());
    }

    @Test
    void a_deferred_job_waits() {
        router.dispatch(MAIL, "in an hour", DispatchOptions.after(Duration.ofHours(1)));
        router.dispatch(MAIL, "at a time", DispatchOptions.at(Instant.now().plusSeconds(3600)));
        router.dispatch(
                MAIL, "at a time that is over", DispatchOptions.at(Instant.now().minusSeconds(3600)));

        assertThat(admin.stats().delayed()).hasValue(2);
        assertThat(admin.stats().ready()).hasValue(1);
    }

    @Test
    void a_handler_is_interrupted_when_its_time_is_over_and_what_comes_next_is_not() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        router.subscribe(MAIL, (text, delivery) -> {
            if (text.equals("slow")) {
                never.await();
            }
            handled.add(text);
        });
        router.start();

        router.dispatch(MAIL, "slow", DispatchOptions.NOW.withHandleTimeout(Duration.ofMillis(100)));
        router.dispatch(MAIL, "quick", DispatchOptions.NOW.withHandleTimeout(LONG));

        await().untilAsserted(() -> assertThat(handled).containsExactly("quick"));
        assertThat(aborted.events).containsExactly("abort mail slow after 1: null");
    }

    @Test
    void a_handler_that_ends_the_delivery_has_the_last_word() {
        router.subscribe(MAIL, (text, delivery) -> delivery.settle(Outcome.dead("not this one")));
        router.start();

        router.dispatch(MAIL, "hello");

        await().until(() -> admin.stats().dead().getAsLong() == 1);
    }

    @Test
    void a_start_of_a_running_router_does_nothing() {
        router.subscribe(MAIL, (text, delivery) -> handled.add(text));
        router.start();
        router.start();

        router.dispatch(MAIL, "hello");

        assertThat(router.isRunning()).isTrue();
        await().untilAsserted(() -> assertThat(handled).containsExactly("hello"));
    }

    @Test
    void a_stop_of_a_router_that_does_not_run_is_an_error() {
        assertThatThrownBy(router::stop)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("router of default is not running");

        router.start();
        router.stop();

        assertThatThrownBy(router::stop).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_wait_waits_for_the_handlers_that_run() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        router.subscribe(MAIL, (text, delivery) -> {
            working.countDown();
            goOn.await();
            handled.add(text);
        });
        router.start();
        router.dispatch(MAIL, "hello");
        assertThat(working.await(60, TimeUnit.SECONDS)).isTrue();

        router.stop();
        new Thread(goOn::countDown).start();
        boolean ended = router.awaitStop(LONG);

        assertThat(ended).isTrue();
        assertThat(handled).containsExactly("hello");
        assertThat(admin.stats().ready()).hasValue(0);
    }

    @Test
    void a_wait_for_a_router_that_nobody_stops_ends_with_its_time() throws Exception {
        router.start();

        assertThat(router.awaitStop(Duration.ofMillis(10))).isFalse();
        assertThat(router.isRunning()).isTrue();
    }

    @Test
    void what_does_not_end_in_time_goes_back_and_uses_no_attempt() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        router.subscribe(MAIL, (text, delivery) -> {
            working.countDown();
            never.await();
        });
        router.start();
        router.dispatch(MAIL, "hello");
        assertThat(working.await(60, TimeUnit.SECONDS)).isTrue();

        router.stop();
        boolean ended = router.awaitStop(Duration.ofMillis(10));

        assertThat(ended).isFalse();
        await().until(() -> admin.stats().ready().getAsLong() == 1);
        assertThat(admin.peek(JobState.READY, 1).get(0).attempt()).hasValue(1);
    }

    @Test
    void a_stopped_router_can_be_started_again() throws Exception {
        router.subscribe(MAIL, (text, delivery) -> handled.add(text));
        router.start();
        router.stop();
        assertThat(router.awaitStop(LONG)).isTrue();
        router.dispatch(MAIL, "hello");
        assertThat(admin.stats().ready()).hasValue(1);

        router.start();

        await().untilAsserted(() -> assertThat(handled).containsExactly("hello"));
    }

    @Test
    void a_job_without_a_number_of_attempts_follows_the_consumers_policy() {
        FailurePolicy three = FailurePolicy.retry(3, new Backoff(Duration.ZERO, Duration.ofMillis(1)));
        ConsumerOptions options = ConsumerOptions.DEFAULT.withFailurePolicy(three);
        try (JobRouter lenient = new JobRouter(backend, "default", options, QueueListener.NONE)) {
            lenient.subscribe(MAIL, (text, delivery) -> {
                handled.add(delivery.attempt());
                throw new IllegalStateException("no server");
            });
            lenient.start();

            backend.sink("default")
                    .put(NewJob.of("{\"Key\":\"mail\",\"Value\":\"\",\"HandleTimeout\":0,\"MaxAttempts\":0}"));

            await().until(() -> admin.stats().dead().getAsLong() == 1);
            assertThat(handled).containsExactly(1, 2, 3);
        }
    }

    @Test
    void a_listener_or_an_admin_can_look_into_a_job() {
        PutResult put =
                router.dispatch(MAIL, "hello", DispatchOptions.attempts(5).withHandleTimeout(Duration.ofSeconds(1)));

        Job opened = JobRouter.opened(admin.peek(JobState.READY, 1).get(0));

        assertThat(put.id()).isEqualTo(opened.id());
        assertThat(opened.body().utf8()).isEqualTo("hello");
        assertThat(opened.facts())
                .containsEntry("Key", "mail")
                .containsEntry("MaxAttempts", "5")
                .containsEntry("HandleTimeout", "1000000000");
    }

    @Test
    void options_that_do_not_fit_are_refused() {
        assertThatThrownBy(() -> DispatchOptions.attempts(0)).hasMessage("maxAttempts is below 1: 0");
        assertThatThrownBy(() -> DispatchOptions.after(Duration.ofSeconds(-1))).hasMessage("delay is negative: PT-1S");
        assertThatThrownBy(() -> DispatchOptions.NOW.withHandleTimeout(Duration.ZERO))
                .hasMessageStartingWith("handleTimeout is not above zero");
        assertThatThrownBy(() -> DispatchOptions.NOW.withUniqueId("")).hasMessage("uniqueId is empty");
    }

    private void awaitEmpty() {
        await().untilAsserted(() -> assertThat(List.of(
                        admin.stats().ready(),
                        admin.stats().delayed(),
                        admin.stats().reserved(),
                        admin.stats().dead()))
                .allMatch(count -> count.getAsLong() == 0));
    }

    /** Writes down the failures. */
    private static final class Aborted implements QueueListener {
        final List<String> events = new CopyOnWriteArrayList<>();

        @Override
        public void beforeRetry(Job job, int attempt, Throwable error, Duration delay) {
            add("retry", job, attempt, error);
        }

        @Override
        public void beforeAbort(Job job, int attempt, Throwable error) {
            add("abort", job, attempt, error);
        }

        private void add(String event, Job job, int attempt, Throwable error) {
            Job opened = readable(job);
            events.add(event + " " + opened.facts().get("Key") + " "
                    + opened.body().utf8() + " after " + attempt + ": " + error.getMessage());
        }

        private static Job readable(Job job) {
            try {
                return JobRouter.opened(job);
            } catch (PayloadException e) {
                return job;
            }
        }
    }
}
