package io.jobferry.connect;

import static io.jobferry.connect.Records.record;
import static io.jobferry.connect.Records.withHeaders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.jobferry.Backend;
import io.jobferry.JobSource;
import io.jobferry.PutResult;
import io.jobferry.Queues;
import io.jobferry.Reservation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A task from its start to its stop, on the memory backend; and what it tells the log. */
class JobSinkTaskTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final String store = "sink-task-" + UUID.randomUUID();

    @Test
    void every_record_is_a_job() throws InterruptedException {
        SinkRecord[] records = IntStream.range(0, 500)
                .mapToObj(i -> record("mail", i, "job " + i))
                .toArray(SinkRecord[]::new);

        try (SinkWorker worker = worker(Map.of()).start()) {
            worker.deliver(records);
        }

        assertThat(bodies("mail", 500))
                .containsExactlyElementsOf(
                        IntStream.range(0, 500).mapToObj(i -> "job " + i).toList());
    }

    @Test
    void topics_go_to_queues_of_their_names() throws InterruptedException {
        try (SinkWorker worker = worker(Map.of("queue", "q.${topic}")).start()) {
            worker.deliver(record("mail", 0, "m"), record("orders", 0, Map.of("id", 1)));
        }

        assertThat(bodies("q.mail", 1)).containsExactly("m");
        assertThat(bodies("q.orders", 1)).containsExactly("{\"id\":1}");
    }

    @Test
    void priorities_count() throws InterruptedException {
        try (SinkWorker worker = worker(Map.of("put.priority", "10")).start()) {
            worker.deliver(
                    record("mail", 0, "later"),
                    withHeaders(record("mail", 1, "first"), Map.of("jobferry.put.priority", 1)));
        }

        assertThat(bodies("mail", 2)).containsExactly("first", "later");
    }

    @Test
    void what_is_put_when_put_returns_is_what_the_worker_commits() {
        TopicPartition partition = new TopicPartition("mail", 0);
        Map<TopicPartition, OffsetAndMetadata> offsets = Map.of(partition, new OffsetAndMetadata(1));
        try (SinkWorker worker = worker(Map.of()).start()) {
            worker.deliver(record("mail", 0, "x"));

            assertThat(worker.task.preCommit(offsets)).isEqualTo(offsets);
        }
    }

    @Test
    void a_wrong_configuration_ends_the_start_and_can_be_stopped() {
        try (SinkWorker worker = worker(Map.of("queue.header", "to"))) {
            assertThatThrownBy(worker::start)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("queue.header.allowed");
        }
    }

    @Test
    void fault_39_an_outage_is_told_once_when_it_begins_and_once_when_it_ends() {
        AnsweringServer server = new AnsweringServer("one");
        List<String> told = told(() -> {
            try (SinkWorker worker = worker(server)) {
                server.isDown = true;
                worker.deliverOnce(record("mail", 0, "x"));
                worker.deliverOnce(record("mail", 0, "x"));
                server.isDown = false;
                worker.deliver(record("mail", 0, "x"));
                worker.deliver(record("mail", 1, "y"));
            }
        });

        assertThat(told).hasSize(2);
        assertThat(told.get(0)).startsWith("WARN").contains("queue mail", "answering://one", "connection refused");
        assertThat(told.get(1)).startsWith("INFO").contains("2 failed tries");
    }

    @Test
    void fault_20_buried_jobs_are_told_with_their_number() {
        AnsweringServer server = new AnsweringServer("one");
        server.answers(PutResult.buried("7"));
        List<String> told = told(() -> {
            try (SinkWorker worker = worker(server)) {
                worker.deliver(record("mail", 0, "x"), record("mail", 1, "y"));
            }
        });

        assertThat(told).singleElement().asString().startsWith("WARN").contains("2 of 2", "queue mail", "7");
    }

    /** What the task says in the meantime, but for its start. */
    private static List<String> told(Runnable act) {
        Logger logger = (Logger) LoggerFactory.getLogger(JobSinkTask.class);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        try {
            act.run();
        } finally {
            logger.detachAppender(appender);
        }
        return appender.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .filter(line -> !line.contains("started"))
                .toList();
    }

    private static SinkWorker worker(AnsweringServer server) {
        return new SinkWorker(
                        new AnsweringBinding(Map.of("one", server)),
                        Map.of("answering.servers", "one", "topics", "mail"))
                .start();
    }

    private SinkWorker worker(Map<String, String> options) {
        Map<String, String> properties = new HashMap<>(options);
        properties.put("memory.servers", store);
        properties.put("topics", "mail");
        return new SinkWorker(new MemoryBinding(), properties);
    }

    private List<String> bodies(String queue, int count) throws InterruptedException {
        List<String> bodies = new ArrayList<>();
        try (Backend backend = Queues.open("memory://" + store);
                JobSource source = backend.source(List.of(queue))) {
            while (bodies.size() < count) {
                List<Reservation> jobs = source.reserve(count, SOON);
                assertThat(jobs)
                        .as("more than %d jobs of %s", bodies.size(), queue)
                        .isNotEmpty();
                jobs.forEach(job -> bodies.add(job.job().body().utf8()));
            }
        }
        return bodies;
    }
}
