package io.jobferry.connect.redisqueue;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.QueueAdmin;
import io.jobferry.Reservation;
import io.jobferry.connect.MarkedQueue;
import io.jobferry.connect.MarkedQueue.Mark;
import io.jobferry.connect.MarkedQueue.Marked;
import io.jobferry.redisqueue.RedisEnvelope;
import io.jobferry.redisqueue.RedisLayout;
import io.jobferry.redisqueue.RedisQueueBackend;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a plain list does for exactly once: done jobs are forgotten, and records that were put are known. */
@NeedsRedis
@Timeout(60)
class ExactlyOnceTest {
    private static final String PARTITION = "jobs/mail-0";

    private final RedisQueueFixture redis = RedisQueueFixture.open();
    private final RedisQueueBackend backend =
            redis.backend(RedisLayout.DEFAULT.withEnvelope(RedisEnvelope.RAW).withLease(Duration.ofMillis(50)));

    @AfterEach
    void close() {
        backend.close();
        redis.close();
    }

    @Test
    void a_done_job_does_not_come_again_when_its_lease_ends() throws Exception {
        try (JobSink sink = backend.sink("mail");
                JobSource source = backend.source(List.of("mail"))) {
            sink.put(List.of(NewJob.of("a"), NewJob.of("b")));
            List<Reservation> held = source.reserve(2, Duration.ofSeconds(5));

            new RedisDoneJobs(backend, "mail").forget(List.of(held.get(0).job().key()), Instant.now());

            List<String> came = new ArrayList<>();
            while (came.isEmpty()) {
                source.reserve(2, Duration.ofSeconds(5))
                        .forEach(job -> came.add(job.job().body().utf8()));
            }
            assertThat(came).containsExactly("b");
        }
    }

    @Test
    void a_job_that_kafka_may_have_keeps_its_id_when_its_task_stops() throws Exception {
        try (JobSink sink = backend.sink("mail")) {
            sink.put(NewJob.of("a"));
        }
        RedisQueueSourceTask task = new RedisQueueSourceTask();
        task.initialize(new EmptyContext());
        task.start(
                redis.properties("queues", "mail", "redisqueue.envelope", "raw", "exactly.once.support", "required"));

        task.poll(); // the first one only shows whether there are transactions
        task.commit();
        List<SourceRecord> records = Objects.requireNonNull(task.poll());
        task.stop();

        Object id = records.get(0).headers().lastWithName("jobferry.job.id").value();
        try (JobSource source = backend.source(List.of("mail"))) {
            assertThat(source.reserve(1, Duration.ofSeconds(5)))
                    .singleElement()
                    .satisfies(next -> assertThat(next.job().id()).isEqualTo(id));
        }
    }

    @Test
    void a_server_without_appendonly_is_a_risk() {
        assertThat(new RedisDoneJobs(backend, "mail").risk())
                .hasValueSatisfying(risk -> assertThat(risk).contains(backend.name(), "appendonly"));
    }

    @Test
    void records_are_put_once_in_their_order_and_the_last_is_remembered() {
        try (MarkedQueue queue = new RedisMarkedQueue(backend.numbered("mail"))) {
            assertThat(queue.mark(PARTITION)).isEqualTo(Mark.NONE);

            assertThat(queue.put(PARTITION, Mark.NONE, records(0, 3))).isEqualTo(new Mark(2, 1002));
            assertThat(queue.put(PARTITION, new Mark(2, 1002), records(1, 5))).isEqualTo(new Mark(4, 1004));
            assertThat(queue.put(PARTITION, new Mark(2, 1002), records(1, 5))).isEqualTo(new Mark(4, 1004));
            assertThat(queue.mark(PARTITION)).isEqualTo(new Mark(4, 1004));
        }
        assertThat(bodies()).containsExactly("0", "1", "2", "3", "4");
    }

    @Test
    void more_records_than_one_command_takes_are_put_in_one_step() {
        try (MarkedQueue queue = new RedisMarkedQueue(backend.numbered("mail"))) {
            queue.put(PARTITION, Mark.NONE, records(0, 1_234));
        }

        assertThat(bodies())
                .isEqualTo(IntStream.range(0, 1_234).mapToObj(Integer::toString).toList());
    }

    @Test
    void a_server_that_has_forgotten_takes_nothing_and_says_where_it_stands() {
        try (MarkedQueue queue = new RedisMarkedQueue(backend.numbered("mail"))) {
            queue.put(PARTITION, Mark.NONE, records(0, 2));

            assertThat(queue.put(PARTITION, new Mark(7, 1007), records(8, 9))).isEqualTo(new Mark(1, 1001));
            queue.set(PARTITION, new Mark(6, -1));
            assertThat(queue.put(PARTITION, new Mark(6, -1), records(5, 8))).isEqualTo(new Mark(7, 1007));
        }
        assertThat(bodies()).containsExactly("0", "1", "7");
    }

    @Test
    void what_an_unanswered_put_has_put_is_left_out() {
        try (MarkedQueue queue = new RedisMarkedQueue(backend.numbered("mail"))) {
            queue.put(PARTITION, Mark.NONE, records(0, 2));

            assertThat(queue.put(PARTITION, Mark.NONE, records(0, 4))).isEqualTo(new Mark(3, 1003));
        }
        assertThat(bodies()).containsExactly("0", "1", "2", "3");
    }

    @Test
    void each_partition_has_a_mark_of_its_own() {
        try (MarkedQueue queue = new RedisMarkedQueue(backend.numbered("mail"))) {
            queue.put(PARTITION, Mark.NONE, records(0, 1));
            queue.put("jobs/mail-1", Mark.NONE, records(0, 1));
        }

        assertThat(bodies()).containsExactly("0", "0");
    }

    /** Of a task that begins anew. */
    private record EmptyContext(Map<String, String> configs) implements SourceTaskContext, OffsetStorageReader {
        EmptyContext() {
            this(Map.of());
        }

        @Override
        public OffsetStorageReader offsetStorageReader() {
            return this;
        }

        @Override
        public <T> Map<String, Object> offset(Map<String, T> partition) {
            return Map.of();
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
            return Map.of();
        }

        @Override
        public PluginMetrics pluginMetrics() {
            throw new AssertionError("the task asks for metrics");
        }
    }

    /** What lies ready, the next first. */
    private List<String> bodies() {
        try (QueueAdmin admin = backend.admin("mail")) {
            return admin.peek(JobState.READY, 10_000).stream()
                    .map(job -> job.body().utf8())
                    .toList();
        }
    }

    private static List<Marked> records(int first, int end) {
        return IntStream.range(first, end)
                .mapToObj(offset -> new Marked(new Mark(offset, 1000 + offset), NewJob.of(Integer.toString(offset))))
                .toList();
    }
}
