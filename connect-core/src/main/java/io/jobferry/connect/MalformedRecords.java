package io.jobferry.connect;

import io.jobferry.connect.SinkConfig.OnMalformed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Where records go that can never be jobs: to the worker's error reporter, or they end the task. Its thread owns it. */
final class MalformedRecords {
    private final OnMalformed onMalformed;
    private final @Nullable ErrantRecordReporter reporter;
    private final List<Report> reports = new ArrayList<>();

    /** A record on its way to the reporter. */
    private record Report(SinkRecord record, Future<Void> sent) {}

    MalformedRecords(OnMalformed onMalformed, @Nullable ErrantRecordReporter reporter) {
        this.onMalformed = onMalformed;
        this.reporter = reporter;
    }

    /**
     * Hands the record to the reporter.
     *
     * @throws ConnectException if malformed records are to end the task, or the worker has no reporter
     */
    void take(SinkRecord record, MalformedRecordException error) {
        if (onMalformed == OnMalformed.FAIL) {
            throw new ConnectException(
                    text(record, error) + " (" + SinkConfig.ON_MALFORMED + " is fail; report hands such records on)",
                    error);
        }
        if (reporter == null) {
            throw new ConnectException(
                    text(record, error) + "; the worker has no error reporter for it: set errors.tolerance=all with"
                            + " errors.deadletterqueue.topic.name or errors.log.enable",
                    error);
        }
        reports.add(new Report(record, reporter.report(record, error)));
    }

    /**
     * Waits until the reporter has all that it was handed, and tells of each.
     *
     * @throws ConnectException if it could not take one
     */
    void awaitReports(Consumer<SinkRecord> reported) {
        List<Report> waiting = List.copyOf(reports);
        reports.clear();
        for (Report report : waiting) {
            await(report);
            reported.accept(report.record);
        }
    }

    private static void await(Report report) {
        try {
            report.sent.get();
        } catch (ExecutionException | CancellationException e) {
            throw new ConnectException(place(report.record) + " is malformed and could not be reported", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException(place(report.record) + " is malformed; interrupted while reporting it", e);
        }
    }

    private static String text(SinkRecord record, MalformedRecordException error) {
        return place(record) + " cannot be a job: " + error.getMessage();
    }

    private static String place(SinkRecord record) {
        return "record at offset " + record.originalKafkaOffset() + " of " + record.originalTopic() + "-"
                + record.originalKafkaPartition();
    }
}
