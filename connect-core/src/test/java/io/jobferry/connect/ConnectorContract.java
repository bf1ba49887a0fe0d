package io.jobferry.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Job;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.PutResult;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueStats;
import io.jobferry.Reservation;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** The tasks as a worker makes them, by their connectors, on a real socket; Kafka itself is left out. */
@Timeout(60)
public abstract class ConnectorContract {
    /** What is tested. */
    protected final ConnectorFixture fixture;

    /** The source's configuration: jobs of the queue {@code in}. */
    protected final Map<String, String> source;

    /** The sink's configuration: records of the topic {@code in} to the queue {@code out}. */
    protected final Map<String, String> sink;

    protected ConnectorContract(ConnectorFixture fixture) {
        this.fixture = fixture;
        this.source = fixture.properties("queues", "in", "poll.wait.ms", "100");
        this.sink = fixture.properties("topics", "in", "queue", "out");
    }

    @AfterEach
    void closeFixture() {
        fixture.close();
    }

    /** A started task of the source. */
    protected JobSourceTask sourceTask() throws Exception {
        JobSourceConnector connector = fixture.source();
        connector.start(source);
        JobSourceTask task = (JobSourceTask) task(connector.taskClass());
        task.start(connector.taskConfigs(1).get(0));
        return task;
    }

    /** The records of the first poll that has any. */
    protected static List<SourceRecord> poll(JobSourceTask task) {
        return await().until(task::poll, records -> records != null && !records.isEmpty());
    }

    /** Tells the task that Kafka has its record, and returns once the queue is empty. */
    protected void stored(JobSourceTask task, SourceRecord record) throws InterruptedException {
        task.commitRecord(record, new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0));
        await().until(() -> left("in"), left -> left == 0);
    }

    private long left(String queue) {
        QueueStats stats = stats(queue);
        return stats.ready().orElseThrow() + stats.reserved().orElseThrow();
    }

    /** A record's headers by their names. */
    protected static Map<String, Object> headers(SourceRecord record) {
        Map<String, Object> headers = new HashMap<>();
        StreamSupport.stream(record.headers().spliterator(), false)
                .forEach((Header header) -> headers.put(header.key(), header.value()));
        return headers;
    }

    /** A record of the topic {@code in}. */
    protected static SourceRecord record(String value) {
        return new SourceRecord(Map.of(), Map.of(), "in", null, value);
    }

    /** Delivers a record to a task of the sink, as if it had been read from its topic. */
    protected void carry(SourceRecord record) throws Exception {
        JobSinkConnector connector = fixture.sink();
        connector.start(sink);
        JobSinkTask task = (JobSinkTask) task(connector.taskClass());
        task.initialize(silentContext());
        task.start(connector.taskConfigs(1).get(0));
        task.put(List.of(new SinkRecord(
                record.topic(),
                0,
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                0,
                null,
                TimestampType.NO_TIMESTAMP_TYPE,
                record.headers())));
        task.stop();
    }

    static Task task(Class<? extends Task> type) throws Exception {
        return type.getConstructor().newInstance();
    }

    /** A worker that a task which has nothing to complain of asks for nothing, but whether there is a reporter. */
    private static SinkTaskContext silentContext() {
        return (SinkTaskContext) Proxy.newProxyInstance(
                ConnectorContract.class.getClassLoader(),
                new Class<?>[] {SinkTaskContext.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("errantRecordReporter")) {
                        return null;
                    }
                    throw new AssertionError("the task asks for " + method.getName());
                });
    }

    protected void put(String queue, NewJob job) {
        try (JobSink jobs = fixture.backend().sink(queue)) {
            assertThat(jobs.put(job).kind()).isEqualTo(PutResult.Kind.PUT);
        }
    }

    /** The next job, which is given back at once. */
    protected Job take(String queue) throws InterruptedException {
        try (JobSource jobs = fixture.backend().source(List.of(queue))) {
            List<Reservation> reservations = jobs.reserve(1, Duration.ofSeconds(10));
            if (reservations.isEmpty()) {
                throw new AssertionError("no job came in 10 s: " + queue);
            }
            return reservations.get(0).job();
        }
    }

    protected QueueStats stats(String queue) {
        try (QueueAdmin admin = fixture.backend().admin(queue)) {
            return admin.stats();
        }
    }
}
