package io.jobferry.testkit;

import static io.jobferry.testkit.Resp.BAD_ID;
import static io.jobferry.testkit.Resp.NULL_ARRAY;
import static io.jobferry.testkit.Resp.NULL_BULK;
import static io.jobferry.testkit.Resp.add;
import static io.jobferry.testkit.Resp.array;
import static io.jobferry.testkit.Resp.bulk;
import static io.jobferry.testkit.Resp.job;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands about jobs do, and every reply to them. */
public abstract class DisqueJobsWireSuite extends DisqueWireSuite {
    private static final String NO_JOB = "D-00000000-000000000000000000000000-05a1";
    private static final String NO_REPLICAS = "-NOREPL Not enough reachable nodes for the requested replication level";

    @Test
    void add_get_and_acknowledge() throws IOException {
        Wire wire = connect();
        String id = add(wire, "q hello 0");

        wire.send("GETJOB FROM q\r\n")
                .expect(array(job("q", id, "hello")))
                .send("ACKJOB " + id + "\r\nACKJOB " + id + "\r\nSHOW " + id + "\r\n")
                .expect(":1\r\n:0\r\n" + NULL_BULK);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 05a1",
        "RETRY 0, 05a0",
        "TTL 59, 0001",
        "TTL 59 RETRY 0, 0000",
        "TTL 120, 0003",
        "TTL 120 RETRY 0, 0002",
        "TTL 99999999, ffff",
        "TTL 9223372036854775807, 0001",
        "ASYNC, 05a1"
    })
    void an_id_tells_the_node_the_minutes_to_live_and_whether_it_is_delivered_once(String options, String end)
            throws IOException {
        Wire wire = connect();
        String node = Resp.read(wire.send("CLUSTER MYID\r\n"));

        String id = add(wire, "q j 0 " + options);

        assertThat(id).startsWith("D-" + node.substring(0, 8)).endsWith("-" + end);
    }

    @Test
    void no_two_jobs_have_the_same_id() throws IOException {
        Wire wire = connect();

        assertThat(add(wire, "q j 0")).isNotEqualTo(add(wire, "q j 0"));
    }

    @Test
    void more_replicas_than_nodes_are_refused_at_once() throws IOException {
        connect()
                .send("ADDJOB q j 60000 REPLICATE 2\r\nADDJOB q j 60000 REPLICATE 2 ASYNC\r\nQLEN q\r\n")
                .expect(NO_REPLICAS + "\r\n" + NO_REPLICAS + "\r\n:0\r\n");
    }

    @Test
    void d6_a_queue_of_the_greatest_length_takes_no_more() throws IOException {
        Wire wire = connect();
        add(wire, "q a 0 MAXLEN 2");
        add(wire, "q b 0 DELAY 60 MAXLEN 2");

        wire.send("ADDJOB q c 0 MAXLEN 1\r\nADDJOB q c 0 MAXLEN 1 DELAY 60\r\nQLEN q\r\n")
                .expect("-MAXLEN Queue is already longer than the specified MAXLEN count\r\n".repeat(2) + ":1\r\n");
    }

    @Test
    void jobs_come_in_the_order_in_which_they_were_added() throws IOException {
        Wire wire = connect();
        String a = add(wire, "q a 0");
        String b = add(wire, "q b 0");
        String c = add(wire, "q c 0");

        wire.send("GETJOB COUNT 2 FROM q\r\nGETJOB COUNT 2 FROM q\r\n")
                .expect(array(job("q", a, "a"), job("q", b, "b")) + array(job("q", c, "c")));
    }

    @Test
    void of_several_queues_each_gives_one_in_turn() throws IOException {
        Wire wire = connect();
        String a1 = add(wire, "a 1 0");
        String a2 = add(wire, "a 2 0");
        String a3 = add(wire, "a 3 0");
        String b1 = add(wire, "b 1 0");

        wire.send("GETJOB COUNT 10 FROM nope b a a\r\n")
                .expect(array(job("b", b1, "1"), job("a", a1, "1"), job("a", a2, "2"), job("a", a3, "3")))
                .send("GETJOB NOHANG COUNT 10 FROM nope b a\r\n")
                .expect(NULL_ARRAY);
    }

    @Test
    void after_from_all_words_are_queues() throws IOException {
        Wire wire = connect();
        String id = add(wire, "COUNT j 0");

        wire.send("GETJOB FROM q COUNT 5\r\n").expect(array(job("COUNT", id, "j")));
    }

    @Test
    void d3_a_nack_puts_a_job_back_to_its_place_at_once_and_is_counted() throws IOException {
        Wire wire = connect();
        String a = add(wire, "q a 0");
        String b = add(wire, "q b 0");

        wire.send("GETJOB FROM q\r\nNACK " + a + "\r\nNACK " + a + "\r\nGETJOB WITHCOUNTERS COUNT 2 FROM q\r\n")
                .expect(array(job("q", a, "a")) + ":1\r\n:0\r\n")
                .expect(array(job("q", a, "a", 1, 0), job("q", b, "b", 0, 0)));
    }

    @Test
    void an_enqueue_puts_a_job_back_and_counts_as_a_delivery() throws IOException {
        Wire wire = connect();
        String id = add(wire, "q j 0");

        wire.send("ENQUEUE " + id + "\r\nGETJOB FROM q\r\nENQUEUE " + id + "\r\nGETJOB WITHCOUNTERS FROM q\r\n")
                .expect(":0\r\n" + array(job("q", id, "j")) + ":1\r\n" + array(job("q", id, "j", 0, 1)));
    }

    @Test
    void several_ids_are_counted_once_each() throws IOException {
        Wire wire = connect();
        String a = add(wire, "q a 0");
        String b = add(wire, "q b 0");
        wire.send("GETJOB COUNT 2 FROM q\r\n").expect(array(job("q", a, "a"), job("q", b, "b")));

        wire.send("NACK " + b + " " + a + " " + b + " " + NO_JOB + "\r\nGETJOB COUNT 2 FROM q\r\n")
                .expect(":2\r\n" + array(job("q", a, "a"), job("q", b, "b")))
                .send("FASTACK " + b + " " + a + " " + b + "\r\n")
                .expect(":2\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACKJOB", "FASTACK", "DELJOB", "ENQUEUE", "NACK", "DEQUEUE"})
    void d7_no_ids_and_unknown_ones_count_nothing_and_one_bad_id_refuses_all(String command) throws IOException {
        Wire wire = connect();
        String id = add(wire, "q j 0");

        wire.send(command + "\r\n" + command + " " + NO_JOB + "\r\n" + command + " " + id + " x\r\nQLEN q\r\n")
                .expect(":0\r\n:0\r\n" + BAD_ID + ":1\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHOW", "WORKING"})
    void d7_what_does_not_look_like_an_id_is_refused(String command) throws IOException {
        String wrongStart = "E" + NO_JOB.substring(1);
        String wrongEnd = NO_JOB.substring(0, 35) + "_" + NO_JOB.substring(36);

        connect()
                .send(command + " x\r\n" + command + " " + NO_JOB + "0\r\n")
                .expect(BAD_ID.repeat(2))
                .send(command + " " + wrongStart + "\r\n" + command + " " + wrongEnd + "\r\n")
                .expect(BAD_ID.repeat(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACKJOB", "FASTACK", "DELJOB"})
    void a_queued_job_is_forgotten_as_well(String command) throws IOException {
        Wire wire = connect();
        String id = add(wire, "q j 0");

        wire.send(command + " " + id + "\r\nQLEN q\r\nGETJOB NOHANG FROM q\r\nINFO jobs\r\n")
                .expect(":1\r\n:0\r\n" + NULL_ARRAY + bulk("# Jobs\r\nregistered_jobs:0\r\n"));
    }

    @Test
    void a_dequeued_job_is_still_there() throws IOException {
        Wire wire = connect();
        String id = add(wire, "q j 0");

        wire.send("DEQUEUE " + id + "\r\nDEQUEUE " + id + "\r\nGETJOB NOHANG FROM q\r\nENQUEUE " + id + "\r\n")
                .expect(":1\r\n:0\r\n" + NULL_ARRAY + ":1\r\n")
                .send("GETJOB WITHCOUNTERS FROM q\r\n")
                .expect(array(job("q", id, "j", 0, 1)));
    }

    @Test
    void d7_working_takes_a_queued_job_out_and_tells_its_retry() throws IOException {
        Wire wire = connect();
        String id = add(wire, "q j 0 RETRY 77");

        wire.send("WORKING " + id + "\r\nQLEN q\r\nWORKING " + NO_JOB + "\r\n")
                .expect(":77\r\n:0\r\n-NOJOB Job not known in the context of this node.\r\n");
    }

    @ParameterizedTest
    @CsvSource({"TTL 5, 1", "TTL 100, 10", "TTL 86400, 300", "RETRY 7, 7"})
    void retry_is_a_tenth_of_the_ttl_and_at_most_five_minutes(String options, String retry) throws IOException {
        Wire wire = connect();
        String id = add(wire, "q j 0 " + options);

        wire.send("WORKING " + id + "\r\n").expect(":" + retry + "\r\n");
    }

    @Test
    void what_is_delivered_at_most_once_never_comes_back() throws IOException {
        Wire wire = connect();
        String id = add(wire, "q j 0 RETRY 0");

        wire.send("NACK " + id + "\r\nGETJOB FROM q\r\nNACK " + id + "\r\nENQUEUE " + id + "\r\nWORKING " + id + "\r\n")
                .expect(":0\r\n" + array(job("q", id, "j")) + ":0\r\n:0\r\n:0\r\n")
                .send("DEQUEUE " + id + "\r\nACKJOB " + id + "\r\n")
                .expect(":0\r\n:1\r\n");
    }

    @Test
    void what_is_delivered_at_most_once_and_was_dequeued_is_stuck() throws IOException {
        Wire wire = connect();
        String id = add(wire, "q j 0 RETRY 0");

        wire.send("DEQUEUE " + id + "\r\nENQUEUE " + id + "\r\nNACK " + id + "\r\nGETJOB NOHANG FROM q\r\n")
                .expect(":1\r\n:0\r\n:0\r\n" + NULL_ARRAY);
    }

    @Test
    void a_delayed_job_is_queued_by_a_nack_which_counts_and_by_an_enqueue_which_does_not() throws IOException {
        Wire wire = connect();
        String a = add(wire, "q a 0 DELAY 60");
        String b = add(wire, "q b 0 DELAY 60");

        wire.send("QLEN q\r\nNACK " + a + "\r\nENQUEUE " + b + "\r\nGETJOB WITHCOUNTERS COUNT 2 FROM q\r\n")
                .expect(":0\r\n:1\r\n:1\r\n" + array(job("q", a, "a", 1, 0), job("q", b, "b", 0, 0)))
                .send("ENQUEUE " + a + "\r\nGETJOB WITHCOUNTERS FROM q\r\n")
                .expect(":1\r\n" + array(job("q", a, "a", 1, 0)))
                .send("ENQUEUE " + a + "\r\nGETJOB WITHCOUNTERS FROM q\r\n")
                .expect(":1\r\n" + array(job("q", a, "a", 1, 1)));
    }

    @Test
    void any_connection_settles() throws IOException {
        Wire consumer = connect();
        String id = add(consumer, "q j 0");
        consumer.send("GETJOB FROM q\r\n").expect(array(job("q", id, "j")));

        connect()
                .send("WORKING " + id + "\r\nNACK " + id + "\r\nACKJOB " + id + "\r\n")
                .expect(":300\r\n:1\r\n:1\r\n");
    }

    @Test
    void a_closed_connection_gives_nothing_back() throws IOException {
        Wire consumer = connect();
        String id = add(consumer, "q j 0");
        consumer.send("GETJOB FROM q\r\n").expect(array(job("q", id, "j")));

        consumer.close();

        connect()
                .send("QLEN q\r\nGETJOB NOHANG FROM q\r\nACKJOB " + id + "\r\n")
                .expect(":0\r\n" + NULL_ARRAY + ":1\r\n");
    }

    @Test
    void a_flush_forgets_jobs_and_queues() throws IOException {
        Wire wire = connect();
        String id = add(wire, "q j 0");

        wire.send("DEBUG FLUSHALL\r\nQLEN q\r\nSHOW " + id + "\r\nQSCAN\r\nINFO queues\r\n")
                .expect("+OK\r\n:0\r\n" + NULL_BULK + array(bulk("0"), array()))
                .expect(bulk("# Queues\r\nregistered_queues:0\r\n"));
    }
}
