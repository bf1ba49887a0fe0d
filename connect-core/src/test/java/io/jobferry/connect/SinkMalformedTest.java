package io.jobferry.connect;

import static io.jobferry.connect.Records.record;
import static io.jobferry.connect.Records.withHeaders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.PutResult;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fault 40: what becomes of records that can never be jobs, by every option; the task is never stuck on one. */
class SinkMalformedTest {
    private static final SinkRecord GOOD = record("mail", 0, "good");
    private static final SinkRecord NULL = record("mail", 1, null);
    private static final SinkRecord LAST = record("mail", 9, "last");

    private final AnsweringServer server = new AnsweringServer("one");
    private final Map<String, String> properties =
            new HashMap<>(Map.of("answering.servers", "one", "topics.regex", ".*"));

    static List<SinkRecord> malformedRecords() {
        SinkRecord record = record("mail", 1, "bad");
        return List.of(
                NULL,
                record("mail", 1, new Object()),
                record("mail", 1, new BigDecimal("1.5")),
                record("mail", 1, Map.of("inside", new Object())),
                record("-mail", 1, "a queue's name that the server does not take"),
                withHeaders(record, Map.of("jobferry.put.delay.ms", "soon")),
                withHeaders(record, Map.of("jobferry.put.delay.ms", -1)),
                withHeaders(record, Map.of("jobferry.put.delay.ms", 1.5)),
                withHeaders(record, Map.of("jobferry.put.delay.ms", "9223372036854775808")),
                withHeaders(record, Map.of("jobferry.put.delay.ms", List.of(1))),
                withHeaders(record, Map.of("jobferry.put.delay.ms", new byte[] {(byte) 0xff})),
                withHeaders(record, Map.of("jobferry.put.priority", -1)),
                withHeaders(record, Map.of("jobferry.put.priority", AnsweringBinding.HIGHEST_PRIORITY + 1)));
    }

    @ParameterizedTest
    @MethodSource("malformedRecords")
    void fault_40_by_default_it_is_reported_and_the_others_are_put(SinkRecord bad) {
        try (SinkWorker worker = started()) {
            int failures = worker.deliver(GOOD, bad, LAST);

            assertThat(failures).isZero();
            assertThat(worker.reported).containsOnlyKeys(bad);
            assertThat(server.jobs).containsExactly("mail:good", "mail:last");
        }
    }

    @ParameterizedTest
    @MethodSource("malformedRecords")
    void fault_40_with_fail_the_task_ends_before_anything_is_put(SinkRecord bad) {
        properties.put("behavior.on.malformed", "fail");
        try (SinkWorker worker = started()) {
            assertThatThrownBy(() -> worker.deliver(GOOD, bad))
                    .isInstanceOf(ConnectException.class)
                    .isNotInstanceOf(RetriableException.class)
                    .hasMessageContaining("record at offset 1 of " + bad.topic() + "-0 cannot be a job: ")
                    .hasMessageContaining("behavior.on.malformed is fail");
            assertThat(server.puts).isZero();
            assertThat(worker.reports).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("malformedRecords")
    void fault_40_where_the_worker_has_no_reporter_the_task_ends_and_says_what_would_give_it_one(SinkRecord bad) {
        try (SinkWorker worker = worker()) {
            worker.hasReporter = false;
            worker.start();

            assertThatThrownBy(() -> worker.deliver(GOOD, bad))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("errors.tolerance=all");
            assertThat(server.puts).isZero();
        }
    }

    @Test
    void fault_40_a_null_value_can_be_ignored() {
        properties.put("behavior.on.null.values", "ignore");
        try (SinkWorker worker = started()) {
            worker.deliver(GOOD, NULL, LAST);

            assertThat(server.jobs).containsExactly("mail:good", "mail:last");
            assertThat(worker.reports).isZero();
        }
    }

    @Test
    void fault_40_a_null_value_can_be_put_as_an_empty_job() {
        properties.put("behavior.on.null.values", "put.empty");
        try (SinkWorker worker = started()) {
            worker.deliver(GOOD, NULL, LAST);

            assertThat(server.jobs).containsExactly("mail:good", "mail:", "mail:last");
        }
    }

    @Test
    void a_batch_of_nothing_but_malformed_records_puts_nothing() {
        try (SinkWorker worker = started()) {
            worker.deliver(NULL);

            assertThat(server.puts).isZero();
            assertThat(worker.reports).isEqualTo(1);
        }
    }

    @Test
    void fault_15_what_is_too_big_is_reported_and_not_put_again() {
        server.answersEach(job -> job.body().size() > 4 ? PutResult.tooBig("JOB_TOO_BIG") : PutResult.put("1"));
        SinkRecord huge = record("mail", 1, "huge value");
        try (SinkWorker worker = started()) {
            int failures = worker.deliver(GOOD, huge, LAST);

            assertThat(failures).isZero();
            assertThat(server.jobs).containsExactly("mail:good", "mail:last");
            assertThat(worker.reported).containsOnlyKeys(huge);
            assertThat(worker.reported.get(huge)).contains("10 bytes", "queue mail", "JOB_TOO_BIG");
        }
    }

    @Test
    void fault_15_what_is_too_big_ends_the_task_if_it_is_told_so() {
        properties.put("behavior.on.malformed", "fail");
        server.answers(PutResult.tooBig("JOB_TOO_BIG"));
        try (SinkWorker worker = started()) {
            assertThatThrownBy(() -> worker.deliver(GOOD))
                    .isInstanceOf(ConnectException.class)
                    .isNotInstanceOf(RetriableException.class)
                    .hasMessageContaining("JOB_TOO_BIG");
        }
    }

    @Test
    void what_was_reported_is_not_reported_again_while_the_rest_is_tried_again() {
        SinkRecord huge = record("mail", 2, "huge value");
        server.answersEach(
                job -> job.body().size() > 4 ? PutResult.tooBig("JOB_TOO_BIG") : PutResult.refused("DRAINING"));
        try (SinkWorker worker = started()) {
            int failures = worker.deliver(GOOD, NULL, huge, LAST);

            assertThat(failures).isEqualTo(1);
            assertThat(server.jobs).containsExactly("mail:good", "mail:last");
            assertThat(worker.reported).containsOnlyKeys(NULL, huge);
            assertThat(worker.reports).isEqualTo(2);
        }
    }

    @Test
    void fault_40_a_record_that_cannot_be_reported_ends_the_task() {
        try (SinkWorker worker = started()) {
            worker.reportEnds = CompletableFuture.failedFuture(new IllegalStateException("no dead letter topic"));

            assertThatThrownBy(() -> worker.deliver(NULL))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("record at offset 1 of mail-0")
                    .hasRootCauseMessage("no dead letter topic");
        }
    }

    @Test
    void a_report_that_is_cancelled_ends_the_task() {
        try (SinkWorker worker = started()) {
            worker.reportEnds = new CompletableFuture<>();
            worker.reportEnds.cancel(false);

            assertThatThrownBy(() -> worker.deliver(NULL)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void an_interrupt_while_reporting_ends_the_task_and_stays_set() {
        try (SinkWorker worker = started()) {
            worker.reportEnds = new CompletableFuture<>();
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> worker.deliver(NULL)).isInstanceOf(ConnectException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void the_reason_quotes_a_header_but_never_a_value() {
        SinkRecord bad = withHeaders(record("mail", 1, "secret"), Map.of("jobferry.put.delay.ms", "s".repeat(1000)));
        try (SinkWorker worker = started()) {
            worker.deliver(bad);

            assertThat(worker.reported.get(bad))
                    .contains("jobferry.put.delay.ms", "LONG", "\"sss")
                    .hasSizeLessThan(200)
                    .doesNotContain("secret");
        }
    }

    private SinkWorker started() {
        return worker().start();
    }

    private SinkWorker worker() {
        return new SinkWorker(new AnsweringBinding(Map.of("one", server)), properties);
    }
}
