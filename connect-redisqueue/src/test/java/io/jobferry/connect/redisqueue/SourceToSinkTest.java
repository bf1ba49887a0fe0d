package io.jobferry.connect.redisqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Body;
import io.jobferry.Job;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.QueueAdmin;
import io.jobferry.connect.JobSourceTask;
import io.jobferry.connect.SourceToSinkContract;
import io.jobferry.redisqueue.LeaseOver;
import io.jobferry.redisqueue.PopFrom;
import io.jobferry.redisqueue.RedisChannel;
import io.jobferry.redisqueue.RedisEnvelope;
import io.jobferry.redisqueue.RedisLayout;
import io.jobferry.redisqueue.RedisPut;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@NeedsRedis
class SourceToSinkTest extends SourceToSinkContract {
    private static final Duration SOON = Duration.ofSeconds(10);

    /** Leases that are over soon. */
    private static final RedisLayout SHORT =
            RedisLayout.DEFAULT.withLease(Duration.ofMillis(100)).withHandleTimeout(Duration.ofMillis(100));

    private final RedisQueueFixture redis;

    SourceToSinkTest() {
        super(RedisQueueFixture.open());
        this.redis = (RedisQueueFixture) fixture;
    }

    @Test
    void every_record_tells_what_the_envelope_says() throws Exception {
        put(
                "in",
                new NewJob(
                        Body.utf8("hello"),
                        RedisPut.DEFAULT.withKey("greet").withUniqueId("u-1").withMaxAttempts(7)));
        source.put("record.key", "job.key");

        JobSourceTask from = sourceTask();
        SourceRecord record = poll(from).get(0);
        from.stop();

        assertThat(record.key()).isEqualTo("u-1");
        assertThat(headers(record))
                .containsEntry("jobferry.job.id", "u-1")
                .containsEntry("jobferry.attempt", 1)
                .containsEntry("jobferry.Key", "greet")
                .containsEntry("jobferry.MaxAttempts", "7");
    }

    @Test
    void the_put_keys_are_what_the_envelope_says() throws Exception {
        sink.put("put.key", "greet");
        sink.put("put.unique.id", "u-2");
        sink.put("put.max.attempts", "5");
        sink.put("put.handle.timeout.ms", "60000");
        sink.put("put.backoff.ms", "2000");

        carry(record("hello"));

        Job job = take("out");
        assertThat(job.id()).isEqualTo("u-2");
        assertThat(job.facts())
                .containsEntry("Key", "greet")
                .containsEntry("MaxAttempts", "5")
                .containsEntry(
                        "HandleTimeout", Long.toString(Duration.ofMinutes(1).toNanos()))
                .containsEntry("Backoff", Long.toString(Duration.ofSeconds(2).toNanos()));
    }

    @Test
    void a_records_headers_outrank_them() throws Exception {
        sink.put("put.key", "greet");
        SourceRecord record = record("hello");
        record.headers().addString("jobferry.put.unique.id", "u-3").addString("jobferry.put.at.ms", "4000000000000");

        carry(record);

        try (QueueAdmin out = redis.backend().admin("out")) {
            assertThat(out.peek(JobState.DELAYED, 1)).singleElement().satisfies(job -> {
                assertThat(job.id()).isEqualTo("u-3");
                assertThat(job.facts()).containsEntry("Key", "greet");
            });
        }
    }

    @Test
    void a_poll_brings_more_jobs_than_one_script_takes() throws Exception {
        try (JobSink in = redis.backend().sink("in")) {
            in.put(IntStream.range(0, 1_200)
                    .mapToObj(i -> NewJob.of(Integer.toString(i)))
                    .toList());
        }
        source.put("batch.size", "1000");

        JobSourceTask from = sourceTask();
        List<SourceRecord> first = poll(from);
        List<SourceRecord> second = poll(from);
        from.stop();

        assertThat(first).hasSize(1000);
        assertThat(second).hasSize(200);
    }

    @ParameterizedTest
    @EnumSource
    void jobs_go_out_of_and_into_every_envelope(RedisEnvelope envelope) throws Exception {
        RedisLayout layout = RedisLayout.DEFAULT.withEnvelope(envelope).withKeyPrefix("app:env");
        for (Map<String, String> properties : List.of(source, sink)) {
            properties.put("redisqueue.envelope", envelope.name().toLowerCase(Locale.ROOT));
            properties.put("redisqueue.key.prefix", "app:env");
        }
        try (RedisQueueBackend same = redis.backend(layout)) {
            putInto(same, "in", "hello");

            JobSourceTask from = sourceTask();
            SourceRecord record = poll(from).get(0);
            from.stop();
            carry(record);

            assertThat(takeFrom(same, "out")).isEqualTo("hello");
        }
    }

    @Test
    void lists_that_others_push_right_are_taken_from_the_left() throws Exception {
        RedisLayout layout = RedisLayout.DEFAULT.withEnvelope(RedisEnvelope.RAW).withPopFrom(PopFrom.LEFT);
        source.put("redisqueue.envelope", "raw");
        source.put("redisqueue.pop.from", "left");
        try (RedisQueueBackend same = redis.backend(layout)) {
            putInto(same, "in", "first", "second");
        }

        JobSourceTask from = sourceTask();
        List<SourceRecord> records = poll(from);
        from.stop();

        assertThat(records)
                .extracting(record -> new String((byte[]) record.value(), StandardCharsets.UTF_8))
                .containsExactly("first", "second");
    }

    @Test
    void another_database_has_other_queues() throws Exception {
        source.put("redisqueue.database", "3");
        sink.put("redisqueue.database", "4");
        try (RedisQueueBackend third = redis.database(3);
                RedisQueueBackend fourth = redis.database(4)) {
            putInto(third, "in", "hello");

            JobSourceTask from = sourceTask();
            SourceRecord record = poll(from).get(0);
            from.stop();
            carry(record);

            assertThat(takeFrom(fourth, "out")).isEqualTo("hello");
        }
    }

    @Test
    void a_skipped_record_has_its_job_in_failed() throws Exception {
        put("in", NewJob.of("hello"));
        source.put("skipped.records", "dead");

        JobSourceTask from = sourceTask();
        from.commitRecord(poll(from).get(0), null);

        try (RedisQueueClient client = redis.client("in")) {
            await().until(() -> client.info().get(RedisChannel.FAILED), Long.valueOf(1)::equals);
        }
        from.stop();
    }

    @Test
    void fault_3_what_a_killed_worker_held_comes_again_when_its_lease_is_over() throws Exception {
        try (RedisQueueBackend killed = redis.backend(SHORT.withLeaseOver(LeaseOver.WAITING))) {
            putInto(killed, "in", "hello");
            assertThat(killed.source(List.of("in")).reserve(1, SOON)).hasSize(1);

            JobSourceTask from = sourceTask();
            SourceRecord record = poll(from).get(0);
            from.stop();

            assertThat(headers(record)).containsEntry("jobferry.attempt", 2);
        }
    }

    @Test
    void fault_3_or_stays_in_timeout_as_core_queue_has_it() throws Exception {
        source.put("redisqueue.lease.over", "timeout");
        try (RedisQueueBackend killed = redis.backend(SHORT);
                RedisQueueClient client = redis.client("in")) {
            putInto(killed, "in", "hello");
            assertThat(killed.source(List.of("in")).reserve(1, SOON)).hasSize(1);

            JobSourceTask from = sourceTask();
            await().until(
                            () -> {
                                assertThat(from.poll()).isNullOrEmpty();
                                return client.info().get(RedisChannel.TIMEOUT);
                            },
                            Long.valueOf(1)::equals);
            from.stop();
        }
    }

    private static void putInto(RedisQueueBackend backend, String queue, String... bodies) {
        try (JobSink sink = backend.sink(queue)) {
            for (String body : bodies) {
                sink.put(NewJob.of(body));
            }
        }
    }

    private static String takeFrom(RedisQueueBackend backend, String queue) throws InterruptedException {
        try (JobSource jobs = backend.source(List.of(queue))) {
            return jobs.reserve(1, SOON).get(0).job().body().utf8();
        }
    }
}
