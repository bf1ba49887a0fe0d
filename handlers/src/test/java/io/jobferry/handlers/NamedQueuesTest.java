package io.jobferry.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.event.QueueListener;
import io.jobferry.memory.MemoryBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedQueuesTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final JobKind<String> MAIL = new JobKind<>("mail", Codec.text());

    private final List<String> opened = new ArrayList<>();

    private Backend open(String redisName) {
        opened.add(redisName);
        return new MemoryBackend();
    }

    @Test
    void a_queue_lies_on_the_server_of_its_name_which_is_opened_once() {
        Map<String, String> configuration = Map.of(
                "queue.default.redisName", "main", "queue.images.redisName", "main", "queue.mail.redisName", "other");

        try (NamedQueues queues = new NamedQueues(configuration, this::open)) {
            assertThat(queues.names()).containsExactly("default", "images", "mail");
            assertThat(opened).containsExactlyInAnyOrder("main", "other");
            assertThat(queues.get("images")).isSameAs(queues.get("images"));
        }
    }

    @Test
    void the_default_queue_is_there_without_a_configuration() {
        try (NamedQueues queues = new NamedQueues(Map.of(), this::open)) {
            assertThat(queues.names()).containsExactly("default");
            assertThat(opened).containsExactly("default");
        }
    }

    @Test
    void a_queue_that_nobody_configured_is_refused() {
        try (NamedQueues queues = new NamedQueues(Map.of("queue.images.parallelism", "1"), this::open)) {
            assertThatThrownBy(() -> queues.get("mail"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("queue is not one of [default, images]: \"mail\"");
        }
    }

    @Test
    void so_many_handlers_run_at_a_time_as_the_configuration_says() throws Exception {
        CountDownLatch together = new CountDownLatch(3);
        try (NamedQueues queues = new NamedQueues(Map.of("queue.default.parallelism", "3"), this::open)) {
            JobRouter router = queues.get("default");
            router.subscribe(MAIL, (text, delivery) -> {
                together.countDown();
                together.await();
            });
            queues.start();

            for (int i = 0; i < 3; i++) {
                router.dispatch(MAIL, "hello");
            }

            assertThat(together.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void all_queues_are_started_and_stopped_together() throws Exception {
        List<String> handled = new CopyOnWriteArrayList<>();
        try (NamedQueues queues = new NamedQueues(Map.of("queue.images.parallelism", "1"), this::open)) {
            queues.names().forEach(name -> queues.get(name).subscribe(MAIL, (text, delivery) -> handled.add(name)));

            queues.start();
            queues.names().forEach(name -> queues.get(name).dispatch(MAIL, "hello"));
            await().untilAsserted(() -> assertThat(handled).containsExactlyInAnyOrder("default", "images"));

            assertThat(queues.awaitStop(LONG)).isTrue();
            assertThat(queues.get("images").isRunning()).isFalse();
        }
    }

    @Test
    void a_listener_is_told_the_lengths_of_all_queues() {
        Set<String> lengths = ConcurrentHashMap.newKeySet();
        QueueListener listener = new QueueListener() {
            @Override
            public void onLength(String queue, String channel, long jobs) {
                lengths.add(queue + " " + channel + " " + jobs);
            }
        };
        Map<String, String> configuration = Map.of("queue.images.checkQueueLengthIntervalSecond", "1");
        try (NamedQueues queues = new NamedQueues(configuration, this::open, ConsumerOptions.DEFAULT, listener)) {
            await().untilAsserted(() -> assertThat(lengths).contains("default ready 0", "images ready 0"));

            queues.get("images").dispatch(MAIL, "hello");

            await().untilAsserted(() -> assertThat(lengths).contains("images ready 1"));
            assertThat(lengths).doesNotContain("default ready 1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "queue.default.paralellism, 3, 'key is not queue.<name>. and one of [checkQueueLengthIntervalSecond,"
                + " parallelism, redisName]: \"queue.default.paralellism\"'",
        "redis.default.addr, x, 'key is not queue.<name>. and one of [checkQueueLengthIntervalSecond, parallelism,"
                + " redisName]: \"redis.default.addr\"'",
        "queue.default.parallelism, 0, 'queue.default.parallelism is not a whole number of 1 or more: \"0\"'",
        "queue.default.parallelism, many, 'queue.default.parallelism is not a whole number of 1 or more: \"many\"'",
        "queue.a.checkQueueLengthIntervalSecond, -1, 'queue.a.checkQueueLengthIntervalSecond is not a whole number of 0"
                + " or more: \"-1\"'"
    })
    void what_does_not_fit_is_refused(String key, String value, String error) {
        assertThatThrownBy(() -> new NamedQueues(Map.of(key, value), this::open))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(error);
        assertThat(opened).isEmpty();
    }
}
