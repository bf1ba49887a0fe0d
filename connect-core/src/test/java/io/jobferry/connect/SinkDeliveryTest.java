package io.jobferry.connect;

import static io.jobferry.connect.Records.record;
import static io.jobferry.connect.Records.renamed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.PutResult;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is put, and how often, when servers do not simply take it. */
class SinkDeliveryTest {
    private static final SinkRecord A = record("mail", 0, "a");
    private static final SinkRecord B = record("mail", 1, "b");
    private static final SinkRecord C = record("mail", 2, "c");

    private final AnsweringServer one = new AnsweringServer("one");
    private final AnsweringServer two = new AnsweringServer("two");
    private SinkWorker worker;

    @BeforeEach
    void startOnOneServer() {
        worker = worker("one");
    }

    @AfterEach
    void everything_that_was_opened_is_closed() {
        worker.close();

        assertThat(List.of(one.openBackends, one.openSinks, two.openBackends, two.openSinks))
                .containsOnly(0);
    }

    @Test
    void a_batch_is_one_put_a_queue() {
        int failures = worker.deliver(A, record("orders", 0, "x"), B);

        assertThat(failures).isZero();
        assertThat(one.jobs).containsExactly("mail:a", "mail:b", "orders:x");
        assertThat(one.puts).isEqualTo(2);
    }

    @Test
    void only_what_was_refused_is_put_again() {
        one.answersEach(job -> job.body().utf8().equals("b") ? PutResult.refused("OUT_OF_MEMORY") : PutResult.put("1"));

        int failures = worker.deliver(A, B, C);

        assertThat(failures).isEqualTo(1);
        assertThat(one.jobs).containsExactly("mail:a", "mail:c", "mail:b");
    }

    @Test
    void only_what_has_an_unknown_fate_is_put_again() {
        one.answersEach(job -> job.body().utf8().equals("c") ? PutResult.unknown("reset") : PutResult.put("1"));

        int failures = worker.deliver(A, B, C);

        assertThat(failures).isEqualTo(1);
        assertThat(one.jobs).containsExactly("mail:a", "mail:b", "mail:c");
    }

    @Test
    void fault_20_what_is_buried_counts_as_put() {
        one.answers(PutResult.buried("7"));

        int failures = worker.deliver(A, B);

        assertThat(failures).isZero();
        assertThat(one.jobs).containsExactly("mail:a", "mail:b");
    }

    @Test
    void fault_20_what_is_buried_is_not_put_again_with_the_rest() {
        one.answersEach(job -> job.body().utf8().equals("a") ? PutResult.buried("7") : PutResult.refused("DRAINING"));

        int failures = worker.deliver(A, B);

        assertThat(failures).isEqualTo(1);
        assertThat(one.jobs).containsExactly("mail:a", "mail:b");
    }

    @Test
    void fault_39_a_server_that_is_away_holds_the_batch_back_with_longer_and_longer_waits_until_it_is_there() {
        one.isDown = true;

        for (int i = 0; i < 12; i++) {
            assertThat(worker.deliverOnce(A, B)).isFalse();
        }
        one.isDown = false;
        int failures = worker.deliver(A, B);

        assertThat(failures).isZero();
        assertThat(one.jobs).containsExactly("mail:a", "mail:b");
        assertThat(worker.timeouts).hasSize(12).startsWith(100L).allMatch(wait -> wait >= 100 && wait <= 10_000);
        assertThat(worker.timeouts.get(11)).isEqualTo(10_000L);
    }

    @Test
    void after_an_outage_the_next_begins_with_the_shortest_wait() {
        one.isDown = true;
        worker.deliverOnce(A);
        worker.deliverOnce(A);
        one.isDown = false;
        worker.deliver(A);

        one.isDown = true;
        worker.deliverOnce(B);

        assertThat(worker.timeouts).hasSize(3).last().isEqualTo(100L);
    }

    @Test
    void a_queue_that_is_refused_keeps_no_other_from_its_jobs() {
        one.answers(PutResult.refused("WRONGTYPE"));

        boolean complete = worker.deliverOnce(A, record("orders", 0, "x"));

        assertThat(complete).isFalse();
        assertThat(one.jobs).containsExactly("orders:x");
    }

    @Test
    void once_a_server_is_away_no_other_queue_is_tried_in_the_same_put() {
        one.isDown = true;

        worker.deliverOnce(A, record("orders", 0, "x"), record("bills", 0, "y"));

        assertThat(one.puts).isEqualTo(1);
    }

    @Test
    void once_a_connection_breaks_no_other_queue_is_tried_in_the_same_put() {
        one.answersEach(
                job -> job.body().utf8().equals("a") ? PutResult.refused("DRAINING") : PutResult.unknown("timed out"));

        worker.deliverOnce(A, B, record("orders", 0, "x"));

        assertThat(one.puts).isEqualTo(1);
    }

    @Test
    void no_records_end_no_outage() {
        one.isDown = true;
        for (int i = 0; i < 11; i++) {
            worker.deliverOnce(A);
        }

        worker.deliverOnce();
        worker.deliverOnce(A);

        assertThat(worker.timeouts).hasSize(12).last().isEqualTo(10_000L);
    }

    @Test
    void records_are_known_by_where_they_were_read_whatever_a_transform_makes_of_their_topics() {
        SinkRecord a = renamed(record("orders", 0, "a"), "all");
        SinkRecord b = renamed(record("bills", 0, "b"), "all");
        one.answersEach(job -> job.body().utf8().equals("b") ? PutResult.refused("DRAINING") : PutResult.put("1"));

        worker.deliver(a, b);

        assertThat(one.jobs).containsExactly("all:a", "all:b");
    }

    @Test
    void an_offset_of_a_later_batch_is_not_taken_for_one_that_is_done() {
        one.answersEach(job -> job.body().utf8().equals("b") ? PutResult.refused("DRAINING") : PutResult.put("1"));
        worker.deliver(A, B);

        worker.deliver(A);

        assertThat(one.jobs).containsExactly("mail:a", "mail:b", "mail:a");
    }

    @Test
    void fault_38_the_records_of_a_partition_that_was_taken_away_are_put_again_once_it_is_back() {
        one.answersEach(job -> job.body().utf8().equals("b") ? PutResult.refused("DRAINING") : PutResult.put("1"));
        worker.deliverOnce(A, B);

        worker.task.close(List.of(new TopicPartition("mail", 0)));
        worker.deliverOnce();
        worker.deliver(A, B);

        assertThat(one.jobs).containsExactly("mail:a", "mail:a", "mail:b");
    }

    @Test
    void a_partition_that_was_taken_away_leaves_what_is_done_of_the_others_done() {
        SinkRecord other = record("orders", 0, "x");
        one.answers(PutResult.put("1"), PutResult.refused("DRAINING"));
        worker.deliverOnce(A, other);

        worker.task.close(List.of(new TopicPartition("orders", 0)));
        worker.deliver(A, other);

        assertThat(one.jobs).containsExactly("mail:a", "orders:x");
    }

    @Test
    void with_several_servers_what_one_refuses_is_put_into_the_next() {
        worker.close();
        worker = worker("one,two");
        one.answers(PutResult.refused("DRAINING"));

        int failures = worker.deliver(A, B);

        assertThat(failures).isZero();
        assertThat(two.jobs).containsExactly("mail:a", "mail:b");
    }

    @Test
    void with_several_servers_one_that_is_away_holds_nothing_back() {
        worker.close();
        worker = worker("one,two");
        one.isDown = true;

        int failures = worker.deliver(A) + worker.deliver(B) + worker.deliver(C);

        assertThat(failures).isZero();
        assertThat(two.jobs).containsExactly("mail:a", "mail:b", "mail:c");
    }

    @Test
    void the_error_for_the_worker_names_the_queue_the_server_and_its_words() {
        one.answers(PutResult.refused("DRAINING"));

        assertThatThrownBy(() -> worker.task.put(List.of(A)))
                .hasMessageContaining("queue mail")
                .hasMessageContaining("answering://one")
                .hasMessageContaining("refused: DRAINING");
    }

    @Test
    void only_the_sinks_used_last_are_kept_open() {
        for (int i = 0; i <= QueueSinks.MOST_OPEN; i++) {
            worker.deliver(record("topic-" + i, 0, "x"));
        }

        assertThat(one.openSinks).isEqualTo(QueueSinks.MOST_OPEN);
        assertThat(one.jobs).hasSize(QueueSinks.MOST_OPEN + 1);
    }

    @Test
    void a_batch_for_more_queues_than_are_kept_open_is_put_all_the_same() {
        SinkRecord[] records = new SinkRecord[QueueSinks.MOST_OPEN * 2];
        for (int i = 0; i < records.length; i++) {
            records[i] = record("topic-" + i, 0, "x");
        }

        worker.deliver(records);

        assertThat(one.jobs).hasSize(records.length);
    }

    @Test
    void a_task_that_was_not_started_refuses_records_and_stops_quietly() {
        JobSinkTask idle = new JobSinkTask(new AnsweringBinding(Map.of())) {};

        assertThatThrownBy(() -> idle.put(List.of(A))).isInstanceOf(IllegalStateException.class);
        idle.close(List.of());
        idle.stop();
    }

    private SinkWorker worker(String servers) {
        return new SinkWorker(
                        new AnsweringBinding(Map.of("one", one, "two", two)),
                        Map.of("answering.servers", servers, "topics", "mail"))
                .start();
    }
}
