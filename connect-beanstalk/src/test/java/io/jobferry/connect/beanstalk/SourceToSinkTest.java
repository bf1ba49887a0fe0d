package io.jobferry.connect.beanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.Job;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueStats;
import io.jobferry.Reservation;
import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkOptions;
import io.jobferry.beanstalk.BeanstalkPut;
import io.jobferry.testing.ServerCertificate;
import io.jobferry.testing.TlsProxy;
import io.jobferry.testkit.EmbeddedBeanstalkd;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tasks as a worker makes them, by their connectors, on a real socket; Kafka itself is left out. */
@Timeout(60)
class SourceToSinkTest {
    private final EmbeddedBeanstalkd server = EmbeddedBeanstalkd.start();
    private final Backend backend =
            new BeanstalkBackend(BeanstalkOptions.of(server.uri()).withFetchStats(true));
    private final Map<String, String> source =
            new HashMap<>(Map.of("beanstalk.servers", server.uri(), "queues", "in", "poll.wait.ms", "100"));
    private final Map<String, String> sink =
            new HashMap<>(Map.of("beanstalk.servers", server.uri(), "topics", "in", "queue", "out"));

    @AfterEach
    void stop() {
        backend.close();
        server.close();
    }

    @Test
    void a_job_becomes_a_record_and_the_record_a_job() throws Exception {
        put("in", new NewJob(Body.utf8("hello"), BeanstalkPut.DEFAULT.withPriority(7)));

        BeanstalkSourceTask from = sourceTask();
        SourceRecord record = poll(from).get(0);
        from.commitRecord(record, stored(record));
        await().untilAsserted(() -> assertThat(count("in")).isZero());
        from.stop();
        carry(record);

        assertThat(record.topic()).isEqualTo("in");
        assertThat((byte[]) record.value()).isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
        assertThat(take("out").body().utf8()).isEqualTo("hello");
    }

    @Test
    void a_record_that_kafka_does_not_confirm_leaves_its_job_in_the_tube() throws Exception {
        put("in", NewJob.of("hello"));

        BeanstalkSourceTask from = sourceTask();
        assertThat(poll(from)).hasSize(1);
        from.stop();

        assertThat(take("in").body().utf8()).isEqualTo("hello");
    }

    @Test
    void the_statistics_of_a_job_are_fetched_where_they_are_wanted() throws Exception {
        put("in", new NewJob(Body.utf8("hello"), BeanstalkPut.DEFAULT.withPriority(7)));
        source.put("beanstalk.fetch.stats", "true");

        BeanstalkSourceTask from = sourceTask();
        Map<String, Object> headers = headers(poll(from).get(0));
        from.stop();

        assertThat(headers)
                .containsEntry("jobferry.pri", "7")
                .containsEntry("jobferry.queue", "in")
                .containsKey("jobferry.attempt");
    }

    @Test
    void the_statistics_of_a_job_are_not_fetched_where_nobody_wants_them() throws Exception {
        put("in", NewJob.of("hello"));

        BeanstalkSourceTask from = sourceTask();
        Map<String, Object> headers = headers(poll(from).get(0));
        from.stop();

        assertThat(headers).containsKey("jobferry.queue").doesNotContainKeys("jobferry.pri", "jobferry.attempt");
    }

    @Test
    void the_put_keys_say_how_jobs_are_put() throws Exception {
        sink.put("put.priority", "3");
        sink.put("put.ttr.ms", "90000");

        carry(new SourceRecord(Map.of(), Map.of(), "in", null, "hello"));

        assertThat(take("out").facts()).containsEntry("pri", "3").containsEntry("ttr", "90");
    }

    @Test
    void jobs_that_are_put_with_a_delay_wait() throws Exception {
        sink.put("put.delay.ms", "60000");

        carry(new SourceRecord(Map.of(), Map.of(), "in", null, "hello"));

        try (QueueAdmin admin = backend.admin("out")) {
            QueueStats stats = admin.stats();
            assertThat(stats.ready()).hasValue(0);
            assertThat(stats.delayed()).hasValue(1);
        }
    }

    @Test
    void both_go_over_tls_where_the_address_says_so(@TempDir Path directory) throws Exception {
        ServerCertificate certificate = ServerCertificate.forHost("localhost", directory);
        Path store = directory.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(store)) {
            certificate.trustStore().store(out, "changeit".toCharArray());
        }
        put("in", NewJob.of("hello"));
        try (TlsProxy proxy = new TlsProxy(certificate.context(), server.port())) {
            for (Map<String, String> properties : List.of(source, sink)) {
                properties.put("beanstalk.servers", "beanstalks://" + proxy.address());
                properties.put("beanstalk.ssl.truststore.location", store.toString());
                properties.put("beanstalk.ssl.truststore.password", "changeit");
            }

            BeanstalkSourceTask from = sourceTask();
            SourceRecord record = poll(from).get(0);
            from.commitRecord(record, stored(record));
            await().untilAsserted(() -> assertThat(count("in")).isZero());
            from.stop();
            carry(record);
        }

        assertThat(take("out").body().utf8()).isEqualTo("hello");
    }

    private BeanstalkSourceTask sourceTask() throws Exception {
        BeanstalkSourceConnector connector = new BeanstalkSourceConnector();
        connector.start(source);
        BeanstalkSourceTask task = (BeanstalkSourceTask) task(connector.taskClass());
        task.start(connector.taskConfigs(1).get(0));
        return task;
    }

    private static List<SourceRecord> poll(BeanstalkSourceTask task) {
        return await().until(task::poll, records -> records != null && !records.isEmpty());
    }

    private static RecordMetadata stored(SourceRecord record) {
        return new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0);
    }

    private static Map<String, Object> headers(SourceRecord record) {
        Map<String, Object> headers = new HashMap<>();
        StreamSupport.stream(record.headers().spliterator(), false)
                .forEach((Header header) -> headers.put(header.key(), header.value()));
        return headers;
    }

    /** Delivers a record to a sink task, as if it had been read from its topic. */
    private void carry(SourceRecord record) throws Exception {
        BeanstalkSinkConnector connector = new BeanstalkSinkConnector();
        connector.start(sink);
        BeanstalkSinkTask task = (BeanstalkSinkTask) task(connector.taskClass());
        task.initialize(silentContext());
        task.start(connector.taskConfigs(1).get(0));
        task.put(List.of(new SinkRecord(
                record.topic(), 0, record.keySchema(), record.key(), record.valueSchema(), record.value(), 0)));
        task.stop();
    }

    private static Task task(Class<? extends Task> type) throws Exception {
        return type.getConstructor().newInstance();
    }

    /** A worker that a task which has nothing to complain of asks for nothing, but whether there is a reporter. */
    private static SinkTaskContext silentContext() {
        return (SinkTaskContext) Proxy.newProxyInstance(
                SourceToSinkTest.class.getClassLoader(),
                new Class<?>[] {SinkTaskContext.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("errantRecordReporter")) {
                        return null;
                    }
                    throw new AssertionError("the task asks for " + method.getName());
                });
    }

    private void put(String tube, NewJob job) {
        try (JobSink jobs = backend.sink(tube)) {
            jobs.put(job);
        }
    }

    private Job take(String tube) throws InterruptedException {
        try (JobSource jobs = backend.source(List.of(tube))) {
            List<Reservation> reservations = jobs.reserve(10, Duration.ofSeconds(10));
            assertThat(reservations).hasSize(1);
            return reservations.get(0).job();
        }
    }

    private long count(String tube) {
        try (QueueAdmin admin = backend.admin(tube)) {
            QueueStats stats = admin.stats();
            return stats.ready().orElseThrow() + stats.reserved().orElseThrow();
        }
    }
}
