package io.jobferry.connect;

import static io.jobferry.connect.SourceWorker.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.jobferry.JobState;
import io.jobferry.consume.Outage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** A source task and its servers: several of them, and those that are out of reach. */
class SourceServersTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final MemoryServer one = new MemoryServer();
    private final MemoryServer other = new MemoryServer();
    private final SwitchableBinding binding = new SwitchableBinding();
    private final ListAppender<ILoggingEvent> outages = new ListAppender<>();

    @BeforeEach
    void listen() {
        outages.start();
        ((Logger) LoggerFactory.getLogger(Outage.class)).addAppender(outages);
    }

    @AfterEach
    void stopListening() {
        ((Logger) LoggerFactory.getLogger(Outage.class)).detachAppender(outages);
    }

    @Test
    void one_task_takes_from_every_queue_at_every_server() throws Exception {
        one.put("mail", "a");
        one.put("sms", "b");
        other.put("mail", "c");
        other.put("sms", "d");

        try (SourceWorker worker = start(one.name() + "," + other.name(), "mail,sms")) {
            List<SourceRecord> records = worker.poll(4);
            worker.stored(records);

            assertThat(records).extracting(SourceWorker::text).containsExactlyInAnyOrder("a", "b", "c", "d");
            assertThat(records)
                    .extracting(SourceRecord::sourcePartition)
                    .extracting(partition -> (Object) partition.get("queue"))
                    .containsExactlyInAnyOrder(
                            one.uri() + "/mail", one.uri() + "/sms", other.uri() + "/mail", other.uri() + "/sms");
            await().atMost(SOON).until(() -> held(one) + held(other) == 0);
        }
    }

    @Test
    void servers_share_the_window_in_equal_parts() throws Exception {
        one.put("mail", "a", "b", "c");
        other.put("mail", "d", "e", "f");

        try (SourceWorker worker =
                start(one.name() + "," + other.name(), "mail", "max.in.flight.jobs", "4", "batch.size", "4")) {
            worker.poll(4);

            assertThat(worker.poll()).isEmpty();
            assertThat(held(one)).isEqualTo(2);
            assertThat(held(other)).isEqualTo(2);
        }
    }

    @Test
    void a_busy_server_does_not_keep_the_others_waiting() throws Exception {
        one.put("mail", "a", "b", "c", "d", "e", "f");
        other.put("mail", "x");

        try (SourceWorker worker = start(one.name() + "," + other.name(), "mail", "batch.size", "1")) {
            List<SourceRecord> records = worker.poll(2);

            assertThat(records).extracting(SourceWorker::text).contains("x");
        }
    }

    @Test
    @Timeout(30)
    void fault_39_a_server_that_is_down_is_waited_for_with_backoff_and_told_of_once() throws Exception {
        binding.goDown(one);
        one.put("mail", "a");

        try (SourceWorker worker = start(one.name(), "mail")) {
            for (int i = 0; i < 20; i++) { // for a second
                assertThat(worker.poll()).isEmpty();
            }

            assertThat(binding.reserves(one)).isBetween(2, 6);
            binding.comeUp(one);
            assertThat(worker.poll(1)).extracting(SourceWorker::text).containsExactly("a");
            assertThat(outages.list)
                    .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .filteredOn(message -> message.startsWith(one.uri() + " "))
                    .satisfiesExactly(
                            begun -> assertThat(begun).contains("cannot be reached"),
                            over -> assertThat(over).contains("answers again"));
        }
    }

    @Test
    void a_server_that_is_down_does_not_keep_the_jobs_of_the_others() throws Exception {
        binding.goDown(one);
        other.put("mail", "x");

        try (SourceWorker worker = start(one.name() + "," + other.name(), "mail")) {
            List<SourceRecord> records = worker.poll(1);
            binding.comeUp(one);
            one.put("mail", "a");

            assertThat(records).extracting(SourceWorker::text).containsExactly("x");
            assertThat(worker.poll(1)).extracting(SourceWorker::text).containsExactly("a");
        }
    }

    @Test
    void what_kafka_has_during_an_outage_is_acknowledged_after_it() throws Exception {
        one.put("mail", "a");

        try (SourceWorker worker = start(one.name(), "mail")) {
            List<SourceRecord> records = worker.poll(1);
            binding.goDown(one);
            worker.stored(records);
            assertThat(worker.poll()).isEmpty();
            binding.comeUp(one);

            await().atMost(SOON).until(() -> held(one) == 0);
            assertThat(one.count("mail", JobState.READY)).isZero();
        }
    }

    private SourceWorker start(String servers, String queues, String... more) {
        Map<String, String> properties = properties(servers, queues, more);
        return new SourceWorker(binding, properties);
    }

    private static long held(MemoryServer server) {
        return server.count("mail", JobState.RESERVED) + server.count("sms", JobState.RESERVED);
    }
}
