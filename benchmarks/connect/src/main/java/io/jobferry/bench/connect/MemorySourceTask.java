package io.jobferry.bench.connect;

import io.jobferry.bench.Bodies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/** Makes numbered bodies, with a bounded window of records that Kafka has not confirmed: without one it is slower. */
public final class MemorySourceTask extends SourceTask {
    private static final long WAIT_MILLIS = 100;

    private final Semaphore window = new Semaphore(0);
    private String topic = "";
    private int jobs;
    private int size;
    private int batch;
    private boolean withHeaders;
    private int next;

    @Override
    public void start(Map<String, String> props) {
        AbstractConfig config = new AbstractConfig(new MemorySource().config(), props, false);
        topic = config.getString(MemorySource.TOPIC);
        jobs = config.getInt(MemorySource.JOBS);
        size = config.getInt(MemorySource.SIZE);
        batch = config.getInt(MemorySource.BATCH);
        withHeaders = config.getBoolean(MemorySource.HEADERS);
        window.release(config.getInt(MemorySource.WINDOW));
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        int some = Math.min(batch, jobs - next);
        if (some == 0) {
            TimeUnit.MILLISECONDS.sleep(WAIT_MILLIS);
            return null;
        }
        if (!window.tryAcquire(some, WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
            return null;
        }
        Map<String, String> partition = Map.of("topic", topic);
        List<SourceRecord> records = new ArrayList<>(some);
        for (int end = next + some; next < end; next++) {
            SourceRecord made = new SourceRecord(
                    partition, Map.of("next", next), topic, Schema.BYTES_SCHEMA, Bodies.of(next, size));
            if (withHeaders) {
                addHeaders(made);
            }
            records.add(made);
        }
        return records;
    }

    /** As a job of a Redis list has them. */
    private void addHeaders(SourceRecord record) {
        String id = Integer.toString(next);
        record.headers()
                .addString("jobferry.queue", topic)
                .addString("jobferry.job.id", id)
                .addString("jobferry.job.key", id)
                .addInt("jobferry.attempt", 1);
    }

    @Override
    public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        window.release();
    }

    @Override
    public void stop() {}

    @Override
    public String version() {
        return "1";
    }
}
