package io.jobferry.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.connect.MarkedQueue.Mark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each record becomes one job, whatever is delivered again, by whom, and from where. */
class MarkedPutsTest {
    private static final TopicPartition PARTITION = new TopicPartition("mail", 0);
    private static final String NAME = "jobs/mail-0";

    private final MemoryServer server = new MemoryServer();
    private final RememberingQueue queue = new RememberingQueue();

    @BeforeEach
    void remember() {
        MemoryBinding.REMEMBERING.put(server.uri(), queue);
    }

    @AfterEach
    void forget() {
        MemoryBinding.REMEMBERING.remove(server.uri());
    }

    @Test
    void records_become_jobs_in_their_order() {
        try (SinkWorker worker = start()) {
            worker.deliver(records(0, 3));
            worker.deliver(records(3, 5));

            assertThat(queue.jobs).containsExactly("0", "1", "2", "3", "4");
            assertThat(queue.marks).containsEntry(NAME, new Mark(4, 1004));
            assertThat(worker.rewinds).isEmpty();
        }
    }

    @Test
    void what_is_delivered_again_because_the_answer_was_lost_is_not_put_again() {
        try (SinkWorker worker = start()) {
            queue.losesAnswer = true;

            int failures = worker.deliver(records(0, 3));
            worker.deliver(records(3, 4));

            assertThat(failures).isEqualTo(1);
            assertThat(queue.jobs).containsExactly("0", "1", "2", "3");
        }
    }

    @Test
    void another_task_goes_on_behind_the_last_record_that_was_put() {
        try (SinkWorker first = start()) {
            first.deliver(records(0, 5));
        }
        try (SinkWorker second = start()) {
            second.deliver(records(2, 5)); // from the offset that Kafka has

            assertThat(second.rewinds).containsEntry(PARTITION, 4L);
            second.deliver(records(4, 7));
        }

        assertThat(queue.jobs).containsExactly("0", "1", "2", "3", "4", "5", "6");
    }

    @Test
    void what_kafka_took_for_put_and_the_server_lost_is_read_again() {
        try (SinkWorker worker = start()) {
            worker.deliver(records(0, 5));
            queue.jobs.subList(2, 5).clear();
            queue.marks.put(NAME, new Mark(1, 1001));

            worker.deliver(records(5, 7));

            assertThat(worker.rewinds).containsEntry(PARTITION, 1L);
            worker.deliver(records(1, 7));
        }
        assertThat(queue.jobs).containsExactly("0", "1", "2", "3", "4", "5", "6");
    }

    @Test
    void a_server_that_is_away_at_the_start_is_waited_for() {
        queue.marks.put(NAME, new Mark(4, 1004));
        queue.isDown = true;
        try (SinkWorker worker = start()) {
            assertThat(worker.deliverOnce(records(2, 6))).isFalse();
            assertThat(worker.timeouts).hasSize(1);

            queue.isDown = false;
            worker.deliver(records(2, 6));
            worker.deliver(records(4, 6));
        }
        assertThat(queue.jobs).containsExactly("5");
    }

    @Test
    void a_part_that_is_read_again_is_left_out_for_as_long_as_its_batch_is_delivered_again() {
        queue.marks.put("jobs/mail-1", new Mark(-1, -1));
        queue.marks.put(NAME, new Mark(4, 1004));
        try (SinkWorker worker = start(List.of(PARTITION, new TopicPartition("mail", 1)))) {
            queue.losesAnswer = true;
            SinkRecord[] both = {record(0, 2, 1002), record(1, 0, 1000)};

            int failures = worker.deliver(both);
            worker.deliver(records(4, 6));

            assertThat(failures).isEqualTo(1);
        }
        assertThat(queue.jobs).containsExactly("0", "5");
    }

    @Test
    void a_topic_that_begins_anew_is_told_by_its_offsets() {
        queue.marks.put(NAME, new Mark(4, 1004));
        try (SinkWorker worker = start()) {
            worker.deliver();

            assertThatThrownBy(() -> worker.deliver(records(0, 2)))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("mail-0")
                    .hasMessageContaining("not the one that was read before");
        }
        assertThat(queue.jobs).isEmpty();
    }

    @Test
    void a_topic_that_has_grown_as_long_again_is_told_by_its_times() {
        queue.marks.put(NAME, new Mark(4, 1004));
        try (SinkWorker worker = start()) {
            worker.deliver();

            assertThatThrownBy(() -> worker.deliver(record(0, 4, 2004), record(0, 5, 2005)))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("2004");
        }
    }

    @Test
    void a_record_at_the_mark_that_is_no_more_is_not_missed() {
        queue.marks.put(NAME, new Mark(4, 1004));
        try (SinkWorker worker = start()) {
            worker.deliver();
            worker.deliver(records(7, 8));
        }
        assertThat(queue.jobs).containsExactly("7");
    }

    @Test
    void a_job_that_the_queue_cannot_take_at_once_is_malformed() {
        try (SinkWorker worker = start()) {
            SinkRecord delayed = record(0, 1, 1001);
            delayed.headers().addLong("jobferry.put.delay.ms", 5);

            worker.deliver(record(0, 0, 1000), delayed, record(0, 2, 1002));

            assertThat(worker.reported.get(delayed)).contains("job has options");
        }
        assertThat(queue.jobs).containsExactly("0", "2");
    }

    @Test
    void altered_offsets_are_the_queues_marks() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        offsets.put(PARTITION, 7L);
        offsets.put(new TopicPartition("mail", 1), null);
        queue.marks.put("jobs/mail-1", new Mark(4, 1004));

        new JobSinkConnector(new MemoryBinding(), MemorySinkTask.class) {}.alterOffsets(properties(), offsets);

        assertThat(queue.marks).containsEntry(NAME, new Mark(6, -1)).containsEntry("jobs/mail-1", Mark.NONE);
    }

    @Test
    void what_exactly_once_cannot_go_with_is_refused_at_the_start() {
        for (String[] wrong : new String[][] {
            {"queue", "${topic}"}, {"memory.servers", server.name() + ",other"}, {"memory.servers", "other"}
        }) {
            Map<String, String> properties = properties();
            properties.put(wrong[0], wrong[1]);

            assertThatThrownBy(() -> new SinkWorker(new MemoryBinding(), properties).start())
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("exactly.once");
        }
    }

    /** A task's class, which nobody makes. */
    private static final class MemorySinkTask extends JobSinkTask {
        MemorySinkTask() {
            super(new MemoryBinding());
        }
    }

    private SinkWorker start() {
        return start(List.of(PARTITION));
    }

    private SinkWorker start(List<TopicPartition> partitions) {
        SinkWorker worker = new SinkWorker(new MemoryBinding(), properties()).start();
        worker.task.open(partitions);
        return worker;
    }

    private Map<String, String> properties() {
        return new HashMap<>(Map.of(
                "name",
                "jobs",
                "topics",
                "mail",
                "memory.servers",
                server.name(),
                "queue",
                "out",
                "exactly.once",
                "true"));
    }

    private static SinkRecord[] records(int first, int end) {
        return IntStream.range(first, end)
                .mapToObj(offset -> record(0, offset, 1000 + offset))
                .toArray(SinkRecord[]::new);
    }

    private static SinkRecord record(int partition, long offset, long timestamp) {
        return new SinkRecord(
                "mail",
                partition,
                null,
                null,
                null,
                Long.toString(offset),
                offset,
                timestamp,
                TimestampType.CREATE_TIME);
    }
}
