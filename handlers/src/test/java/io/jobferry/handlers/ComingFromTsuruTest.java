package io.jobferry.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
import io.jobferry.Job;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.Queues;
import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkClient;
import io.jobferry.beanstalk.BeanstalkOptions;
import io.jobferry.beanstalk.BeanstalkPut;
import io.jobferry.testkit.EmbeddedBeanstalkdExtension;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Java of docs/coming-from-tsuru.md stands here and works, but for what is Redis' own. */
class ComingFromTsuruTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    final EmbeddedBeanstalkdExtension beanstalkd = new EmbeddedBeanstalkdExtension();

    private final List<String> done = new CopyOnWriteArrayList<>();

    private MessageQueues open() {
        return new MessageQueues(Queues.open(beanstalkd.uri()), Message.GOB);
    }

    @Test
    void a_factory_gives_queues_by_name_and_a_queue_takes_messages() throws Exception {
        try (MessageQueues factory = new MessageQueues(Queues.open(beanstalkd.uri()), Message.GOB)) {
            MessageQueue queue = factory.get("tsuru-app");
            queue.put(Message.of("regenerate-apprc", "myapp"));
            Optional<MessageQueue.Taken> taken = queue.get(Duration.ofSeconds(5));
            queue.delete(taken.orElseThrow());

            assertThat(taken.orElseThrow().message()).isEqualTo(new Message("regenerate-apprc", List.of("myapp")));
            assertThat(queue.get(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void a_message_of_go_is_read() throws Exception {
        Backend backend = Queues.open(beanstalkd.uri());
        GoPayloads.ofKind("Message").forEach(line -> backend.sink("tsuru-app").put(NewJob.of(GoPayloads.body(line))));

        try (MessageQueues factory = new MessageQueues(backend, Message.GOB)) {
            MessageQueue.Taken first = factory.get("tsuru-app").get(LONG).orElseThrow();

            assertThat(first.message()).isEqualTo(Message.of("regenerate-apprc", "myapp"));
        }
    }

    @Test
    void a_message_can_be_put_and_released_with_a_delay() throws Exception {
        try (MessageQueues factory = open()) {
            MessageQueue queue = factory.get("tsuru-app");

            queue.put(Message.of("start-app", "myapp"), Duration.ofHours(1));
            queue.put(Message.of("add-unit", "myapp"));
            MessageQueue.Taken taken = queue.get(LONG).orElseThrow();
            queue.release(taken, Duration.ZERO);

            assertThat(queue.get(LONG).map(MessageQueue.Taken::message)).contains(Message.of("add-unit", "myapp"));
        }
    }

    @Test
    void a_time_out_is_no_error() throws Exception {
        try (MessageQueues factory = open()) {
            assertThat(factory.get("tsuru-app").get(Duration.ofMillis(10))).isEmpty();
        }
    }

    @Test
    void what_is_no_message_is_an_error_and_kept() {
        try (MessageQueues factory = open();
                Backend backend = Queues.open(beanstalkd.uri())) {
            backend.sink("tsuru-app").put(NewJob.of("hello"));

            assertThatThrownBy(() -> factory.get("tsuru-app").get(LONG)).isInstanceOf(PayloadException.class);

            await().until(() -> backend.admin("tsuru-app").stats().dead().getAsLong() == 1);
        }
    }

    @Test
    void a_handler_works_on_several_queues_and_is_started_stopped_and_waited_for() throws Exception {
        try (MessageQueues factory = open()) {
            MessageHandler handler = factory.handler(message -> done.add(message.action()), "tsuru-app", "tsuru-unit");
            handler.start();
            handler.start(); // does nothing: it runs

            factory.get("tsuru-app").put(Message.of("regenerate-apprc", "myapp"));
            factory.get("tsuru-unit").put(Message.of("add-unit", "myapp"));
            await().untilAsserted(() -> assertThat(done).containsExactlyInAnyOrder("regenerate-apprc", "add-unit"));

            handler.stop(); // IllegalStateException if it does not run
            boolean ended = handler.awaitStop(Duration.ofSeconds(30)); // the messages in work, too

            assertThat(ended).isTrue();
            assertThatThrownBy(handler::stop).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void a_message_that_fails_comes_again_after_a_pause() {
        AtomicInteger failures = new AtomicInteger();
        try (MessageQueues factory = open()) {
            MessageHandler handler = factory.handler(
                    message -> {
                        if (failures.getAndIncrement() == 0) {
                            throw new IllegalStateException("no unit yet");
                        }
                        done.add(message.action());
                    },
                    "tsuru-app");
            handler.start();

            factory.get("tsuru-app").put(Message.of("regenerate-apprc", "myapp"));

            await().atMost(LONG).untilAsserted(() -> assertThat(done).containsExactly("regenerate-apprc"));
        }
    }

    @Test
    void all_handlers_are_preempted_at_once() throws Exception {
        try (MessageQueues factory = open()) {
            MessageHandler handler = factory.handler(message -> done.add(message.action()), "tsuru-app");
            handler.start();

            boolean ended = factory.awaitStop(Duration.ofSeconds(30));

            assertThat(ended).isTrue();
            assertThat(handler.isRunning()).isFalse();
        }
    }

    @Test
    void a_slow_handler_delays_no_other() throws Exception {
        CountDownLatch quick = new CountDownLatch(1);
        try (MessageQueues factory = open()) {
            MessageHandler slow = factory.handler(message -> quick.await(), "slow");
            MessageHandler other = factory.handler(message -> quick.countDown(), "quick");
            slow.start();
            other.start();

            factory.get("slow").put(Message.of("wait"));
            factory.get("quick").put(Message.of("go"));

            quick.await();
            assertThat(factory.awaitStop(LONG)).isTrue();
        }
    }

    @Test
    void priority_and_time_to_run_are_tsurus() {
        BeanstalkOptions options = BeanstalkOptions.of(beanstalkd.uri())
                .withPut(BeanstalkPut.DEFAULT.withPriority(1).withTimeToRun(Duration.ofMinutes(3)));

        try (BeanstalkBackend backend = new BeanstalkBackend(options);
                MessageQueues factory = new MessageQueues(backend, Message.GOB);
                BeanstalkClient client = backend.client()) {
            String id = String.valueOf(factory.get("tsuru-app")
                    .put(Message.of("start-app", "myapp"))
                    .id());

            assertThat(client.statsJob(Long.parseLong(id)).orElseThrow())
                    .containsEntry("pri", "1")
                    .containsEntry("ttr", "180");
        }
    }

    @Test
    void a_queue_of_ones_own_is_a_backend() {
        try (MessageQueues factory = new MessageQueues(Queues.open("memory:///"), Message.JSON)) {
            factory.get("tsuru-app").put(Message.of("start-app"));
        }

        assertThatThrownBy(() -> Queues.open("rabbitmq://localhost"))
                .hasMessageStartingWith("scheme is not one of [beanstalk,");
    }

    @Test
    void messages_of_a_queue_can_be_seen_by_anybody() {
        try (MessageQueues factory = open();
                Backend backend = Queues.open(beanstalkd.uri())) {
            factory.get("tsuru-app").put(Message.of("start-app", "myapp"));

            List<Job> ready = backend.admin("tsuru-app").peek(JobState.READY, 1);

            assertThat(Message.GOB.decode(ready.get(0).body())).isEqualTo(Message.of("start-app", "myapp"));
        }
    }
}
