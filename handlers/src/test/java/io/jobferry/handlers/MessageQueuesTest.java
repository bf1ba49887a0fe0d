package io.jobferry.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.QueueAdmin;
import io.jobferry.consume.Backoff;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.FailurePolicy;
import io.jobferry.memory.MemoryBackend;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessageQueuesTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Message MESSAGE = Message.of("regenerate-apprc", "myapp");

    private final MemoryBackend backend = new MemoryBackend();
    private final QueueAdmin admin = backend.admin("apps");
    private final MessageQueues queues = new MessageQueues(
            backend,
            Message.GOB,
            ConsumerOptions.DEFAULT.withFailurePolicy(
                    FailurePolicy.retry(2, new Backoff(Duration.ZERO, Duration.ofMillis(1)))));
    private final MessageQueue apps = queues.get("apps");
    private final List<Message> handled = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        queues.close();
    }

    @Test
    void a_name_is_one_queue() {
        assertThat(queues.get("apps")).isSameAs(apps);
        assertThat(queues.get("other")).isNotSameAs(apps);
    }

    @Test
    void a_message_that_was_taken_is_ours_until_it_is_deleted() throws Exception {
        apps.put(MESSAGE);

        MessageQueue.Taken taken = apps.get(LONG).orElseThrow();

        assertThat(taken.message()).isEqualTo(MESSAGE);
        assertThat(admin.stats().reserved()).hasValue(1);
        assertThat(apps.get(Duration.ZERO)).isEmpty();
        assertThat(apps.delete(taken)).isTrue();
        assertThat(apps.delete(taken)).isFalse();
        await().until(() -> admin.stats().reserved().getAsLong() == 0);
        assertThat(admin.stats().ready()).hasValue(0);
    }

    @Test
    void a_released_message_comes_again() throws Exception {
        apps.put(MESSAGE);

        apps.release(apps.get(LONG).orElseThrow(), Duration.ZERO);

        assertThat(apps.get(LONG).map(MessageQueue.Taken::message)).contains(MESSAGE);
    }

    @Test
    void a_message_that_is_put_or_released_with_a_delay_waits() throws Exception {
        apps.put(MESSAGE, Duration.ofHours(1));
        apps.put(MESSAGE);
        apps.release(apps.get(LONG).orElseThrow(), Duration.ofHours(1));

        await().until(() -> admin.stats().delayed().getAsLong() == 2);
        assertThat(apps.get(Duration.ofMillis(10))).isEmpty();
    }

    @Test
    void who_holds_as_many_as_he_may_gets_the_next_when_one_is_deleted() throws Exception {
        ConsumerOptions one = ConsumerOptions.DEFAULT.withMaxJobsPerPoll(1).withMaxInFlight(1);
        try (MessageQueues single = new MessageQueues(new MemoryBackend(), Message.GOB, one)) {
            MessageQueue queue = single.get("apps");
            queue.put(MESSAGE);
            queue.put(Message.of("second"));
            MessageQueue.Taken first = queue.get(LONG).orElseThrow();

            assertThat(queue.get(Duration.ofMillis(10))).isEmpty();
            queue.delete(first);

            assertThat(queue.get(LONG).map(MessageQueue.Taken::message)).contains(Message.of("second"));
        }
    }

    @Test
    void what_was_not_deleted_goes_back_at_the_end() throws Exception {
        apps.put(MESSAGE);
        assertThat(apps.get(LONG)).isPresent();

        apps.close();

        assertThat(admin.stats().ready()).hasValue(1);
        assertThat(admin.peek(JobState.READY, 1).get(0).attempt()).hasValue(1);
    }

    @Test
    void what_is_no_message_is_dead_and_said_so() {
        backend.sink("apps").put(NewJob.of("no gob"));

        assertThatThrownBy(() -> apps.get(LONG)).isInstanceOf(PayloadException.class);

        await().until(() -> admin.stats().dead().getAsLong() == 1);
    }

    @Test
    void a_handler_takes_the_messages_of_several_queues() {
        MessageHandler handler = queues.handler(handled::add, "apps", "units");
        handler.start();

        apps.put(MESSAGE);
        queues.get("units").put(Message.of("add-unit"));

        await().untilAsserted(() -> assertThat(handled).containsExactlyInAnyOrder(MESSAGE, Message.of("add-unit")));
    }

    @Test
    void a_message_whose_work_fails_comes_again_until_its_attempts_are_used_up() {
        MessageHandler handler = queues.handler(
                message -> {
                    handled.add(message);
                    throw new IllegalStateException("no server");
                },
                "apps");
        handler.start();

        apps.put(MESSAGE);

        await().until(() -> admin.stats().dead().getAsLong() == 1);
        assertThat(handled).containsExactly(MESSAGE, MESSAGE);
    }

    @Test
    void a_handler_is_started_once_however_often_it_is_told_so_and_stopped_only_while_it_runs() throws Exception {
        MessageHandler handler = queues.handler(handled::add, "apps");
        assertThatThrownBy(handler::stop)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("handler of apps is not running");

        handler.start();
        handler.start();
        handler.stop();

        assertThat(handler.awaitStop(LONG)).isTrue();
        assertThatThrownBy(handler::stop).isInstanceOf(IllegalStateException.class);
        handler.start();
        assertThat(handler.isRunning()).isTrue();
    }

    @Test
    void all_handlers_are_stopped_and_waited_for_together() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        MessageHandler handler = queues.handler(
                message -> {
                    working.countDown();
                    goOn.await();
                    handled.add(message);
                },
                "apps");
        MessageHandler other = queues.handler(handled::add, "units");
        handler.start();
        other.start();
        apps.put(MESSAGE);
        assertThat(working.await(60, TimeUnit.SECONDS)).isTrue();

        new Thread(goOn::countDown).start();
        boolean ended = queues.awaitStop(LONG);

        assertThat(ended).isTrue();
        assertThat(handled).containsExactly(MESSAGE);
        assertThat(List.of(handler.isRunning(), other.isRunning())).containsOnly(false);
    }
}
