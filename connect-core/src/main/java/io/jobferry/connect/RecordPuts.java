package io.jobferry.connect;

import io.jobferry.PutResult;
import io.jobferry.QueueException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records in, jobs out, at least once. Owned by the task's thread. */
final class RecordPuts implements Puts {
    private static final Logger LOG = LoggerFactory.getLogger(JobSinkTask.class);

    private final SinkTaskContext context;
    private final JobMapping mapping;
    private final QueueSinks sinks;
    private final MalformedRecords malformed;
    private final RedeliveredBatch batch = new RedeliveredBatch();
    private final PutOutage outage = new PutOutage();

    RecordPuts(SinkConfig config, SinkTaskContext context) {
        this.context = context;
        this.mapping = new JobMapping(config);
        this.sinks = new QueueSinks(config.open());
        this.malformed = new MalformedRecords(config.onMalformed(), context.errantRecordReporter());
    }

    /** Nothing is known of partitions before their records come. */
    @Override
    public void open(Collection<TopicPartition> partitions) {}

    /** As {@link JobSinkTask#put}. A record that ends the task does so before anything is put, unless it is too big. */
    @Override
    public void put(Collection<SinkRecord> records) {
        if (records.isEmpty()) {
            // The worker asks for nothing while all partitions are on their way elsewhere: that ends no outage.
            return;
        }
        Optional<Obstacle> obstacle = put(mapped(records));
        malformed.awaitReports(batch::done);
        if (obstacle.isPresent()) {
            throw retry(obstacle.get());
        }
        batch.complete();
        outage.over();
        LOG.debug("put {} records", records.size());
    }

    /** What is to be put, by queue. */
    private Map<String, List<QueuedJob>> mapped(Collection<SinkRecord> records) {
        Map<String, List<QueuedJob>> jobs = new LinkedHashMap<>();
        for (SinkRecord record : records) {
            if (!batch.isDone(record)) {
                try {
                    mapped(record)
                            .ifPresent(job -> jobs.computeIfAbsent(job.queue(), unused -> new ArrayList<>())
                                    .add(job));
                } catch (MalformedRecordException e) {
                    malformed.take(record, e);
                }
            }
        }
        return jobs;
    }

    private Optional<QueuedJob> mapped(SinkRecord record) {
        Optional<QueuedJob> job = mapping.job(record);
        job.ifPresent(each -> {
            try {
                sinks.of(each.queue());
            } catch (IllegalArgumentException e) {
                throw new MalformedRecordException("its queue's name is refused: " + e.getMessage(), e);
            }
        });
        return job;
    }

    /** The first obstacle. Once a server kept us waiting no other queue is tried: the time-outs would add up. */
    private Optional<Obstacle> put(Map<String, List<QueuedJob>> jobs) {
        Optional<Obstacle> first = Optional.empty();
        for (Map.Entry<String, List<QueuedJob>> entry : jobs.entrySet()) {
            Optional<Obstacle> obstacle = put(entry.getKey(), entry.getValue());
            first = first.or(() -> obstacle);
            if (obstacle.isPresent() && obstacle.get().ofConnection) {
                break;
            }
        }
        return first;
    }

    private Optional<Obstacle> put(String queue, List<QueuedJob> jobs) {
        try {
            List<PutResult> results =
                    sinks.of(queue).put(jobs.stream().map(QueuedJob::job).toList());
            tellBuried(queue, results);
            return settle(queue, jobs, results);
        } catch (QueueException e) {
            return Optional.of(new Obstacle(queue, String.valueOf(e.getMessage()), e, true));
        }
    }

    private void tellBuried(String queue, List<PutResult> results) {
        List<PutResult> buried = results.stream()
                .filter(result -> result.kind() == PutResult.Kind.BURIED)
                .toList();
        if (!buried.isEmpty()) {
            LOG.warn(
                    "{} of {} jobs were buried, which counts as put: {} was out of memory for queue {}; the first is {}",
                    buried.size(),
                    results.size(),
                    sinks.servers(),
                    queue,
                    buried.get(0).id());
        }
    }

    private Optional<Obstacle> settle(String queue, List<QueuedJob> jobs, List<PutResult> results) {
        Optional<Obstacle> first = Optional.empty();
        for (int i = 0; i < jobs.size(); i++) {
            QueuedJob job = jobs.get(i);
            PutResult result = results.get(i);
            switch (result.kind()) {
                case PUT, BURIED -> batch.done(job.record());
                case TOO_BIG -> malformed.take(job.record(), tooBig(job, result));
                case REFUSED -> first = first.or(() -> Optional.of(Obstacle.of(queue, result)));
                case UNKNOWN -> first = Optional.of(Obstacle.of(queue, result));
            }
        }
        return first;
    }

    private static MalformedRecordException tooBig(QueuedJob job, PutResult result) {
        return new MalformedRecordException("job of " + job.job().body().size() + " bytes is larger than queue "
                + job.queue() + " takes: " + result.reason());
    }

    /** The backoff is the worker's to wait: it has to go on polling Kafka to keep its partitions. */
    private RetriableException retry(Obstacle obstacle) {
        String text = "jobs are not in queue " + obstacle.queue + " yet (" + sinks.servers() + "): " + obstacle.reason;
        context.timeout(outage.failed(text).toMillis());
        return new RetriableException(text, obstacle.cause);
    }

    @Override
    public void forget(Collection<TopicPartition> partitions) {
        batch.forget(partitions);
    }

    @Override
    public void close() {
        mapping.close();
        sinks.close();
    }

    /**
     * What kept jobs out of a queue.
     *
     * @param cause null if it was an answer
     * @param ofConnection whether a server had to be waited for to find out
     */
    private record Obstacle(
            String queue, String reason, @Nullable QueueException cause, boolean ofConnection) {
        static Obstacle of(String queue, PutResult result) {
            boolean broke = result.kind() == PutResult.Kind.UNKNOWN;
            String reason = broke ? "no answer, a server may hold them: " : "refused: ";
            return new Obstacle(queue, reason + result.reason(), null, broke);
        }
    }
}
