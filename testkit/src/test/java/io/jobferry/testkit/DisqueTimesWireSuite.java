package io.jobferry.testkit;

import static io.jobferry.testkit.Resp.NULL_ARRAY;
import static io.jobferry.testkit.Resp.NULL_BULK;
import static io.jobferry.testkit.Resp.add;
import static io.jobferry.testkit.Resp.array;
import static io.jobferry.testkit.Resp.job;
import static io.jobferry.testkit.Resp.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What waiting, delays, retries and lives that end do; the numbers are those of the measurements that this keeps. */
public abstract class DisqueTimesWireSuite extends DisqueWireSuite {
    @Test
    void a_waiting_get_has_the_next_job_at_once() throws IOException {
        Wire waiting = connect().send("GETJOB WITHCOUNTERS FROM other q\r\n").expectNothing();

        String id = add(connect(), "q j 0");

        waiting.expect(array(job("q", id, "j", 0, 0)));
    }

    @Test
    void d1_a_waiting_get_holds_back_what_follows() throws IOException {
        Wire waiting = connect()
                .send("GETJOB TIMEOUT 60000 FROM q\r\nPING\r\nPING x\r\n")
                .expectNothing();

        String id = add(connect(), "q j 0");

        waiting.expect(array(job("q", id, "j")) + "+PONG\r\n$1\r\nx\r\n");
    }

    @Test
    void who_waits_comes_before_the_next_command_of_who_adds() throws IOException {
        Wire waiting = connect().send("GETJOB FROM q\r\n").expectNothing();
        Wire producer = connect();

        String id = add(producer, "q j 0\r\nGETJOB NOHANG FROM q");

        producer.expect(NULL_ARRAY);
        waiting.expect(array(job("q", id, "j")));
    }

    @Test
    void d1_a_get_waits_for_its_time_out() throws IOException {
        long start = System.nanoTime();

        connect().send("GETJOB TIMEOUT 600 FROM q\r\nQLEN q\r\n").expect(NULL_ARRAY + ":0\r\n");

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(590), Duration.ofSeconds(4));
    }

    @Test
    void a_waiting_get_has_one_job_whatever_it_counts() throws IOException {
        Wire waiting = connect().send("GETJOB COUNT 2 FROM q\r\n").expectNothing();
        Wire producer = connect();

        String a = add(producer, "q a 0");
        String b = add(producer, "q b 0");

        waiting.expect(array(job("q", a, "a"))).send("GETJOB FROM q\r\n").expect(array(job("q", b, "b")));
    }

    @Test
    void who_waits_longest_is_first() throws IOException {
        Wire first = connect().send("GETJOB FROM a b\r\nPING\r\n").expectNothing();
        Wire second = connect().send("GETJOB FROM b b\r\n").expectNothing();
        Wire producer = connect();

        String a = add(producer, "b a 0");
        String b = add(producer, "b b 0");

        first.expect(array(job("b", a, "a")) + "+PONG\r\n");
        second.expect(array(job("b", b, "b")));
    }

    @Test
    void who_hung_up_while_it_waited_gets_nothing() throws IOException {
        connect().send("GETJOB FROM q\r\n").expectNothing().close();
        Wire wire = connect();
        await().until(() -> read(wire.send("INFO clients\r\n")).contains("blocked_clients:0"));

        String id = add(wire, "q j 0");

        wire.send("GETJOB NOHANG FROM q\r\n").expect(array(job("q", id, "j")));
    }

    @Test
    void a_nack_serves_who_waits() throws IOException {
        Wire wire = connect();
        String id = add(wire, "q j 0");
        wire.send("GETJOB FROM q\r\n").expect(array(job("q", id, "j")));
        Wire waiting = connect().send("GETJOB WITHCOUNTERS FROM q\r\n").expectNothing();

        wire.send("NACK " + id + "\r\n").expect(":1\r\n");

        waiting.expect(array(job("q", id, "j", 1, 0)));
    }

    @Test
    void a_flush_ends_waits_with_nothing() throws IOException {
        Wire waiting = connect().send("GETJOB FROM q\r\nPING\r\n").expectNothing();

        connect().send("DEBUG FLUSHALL\r\n").expect("+OK\r\n");

        waiting.expect(NULL_ARRAY + "+PONG\r\n");
    }

    @Test
    void a_delayed_job_comes_after_its_delay() throws IOException {
        Wire wire = connect();
        long start = System.nanoTime();
        String id = add(wire, "q j 0 DELAY 1");

        wire.send("GETJOB NOHANG FROM q\r\nGETJOB WITHCOUNTERS FROM q\r\n")
                .expect(NULL_ARRAY + array(job("q", id, "j", 0, 0)));

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(950), Duration.ofSeconds(4));
    }

    @Test
    void a_delayed_job_that_is_delivered_at_most_once_comes_once() throws IOException {
        Wire wire = connect();
        String id = add(wire, "q j 0 DELAY 1 RETRY 0");

        wire.send("GETJOB FROM q\r\nNACK " + id + "\r\n").expect(array(job("q", id, "j")) + ":0\r\n");
    }

    /** A real server adds up to half a second to each retry, or takes it away. */
    @Test
    void d2_a_job_that_nobody_acknowledged_comes_again_and_again() throws IOException {
        Wire wire = connect();
        String id = add(wire, "q j 0 RETRY 1");
        wire.send("GETJOB FROM q\r\n").expect(array(job("q", id, "j")));
        long start = System.nanoTime();

        wire.send("GETJOB NOHANG FROM q\r\nGETJOB WITHCOUNTERS FROM q\r\nGETJOB WITHCOUNTERS FROM q\r\n")
                .expect(NULL_ARRAY + array(job("q", id, "j", 0, 1)) + array(job("q", id, "j", 0, 2)));

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(800), Duration.ofSeconds(6));
    }

    @Test
    void retry_counts_from_the_last_queueing_and_not_from_the_delivery() throws IOException {
        Wire wire = connect();
        String id = add(wire, "q j 0 RETRY 10");
        await().pollInterval(Duration.ofMillis(50)).until(() -> requeueMillis(wire, id) < 9000);

        wire.send("GETJOB FROM q\r\n").expect(array(job("q", id, "j")));

        assertThat(requeueMillis(wire, id)).isLessThan(9000);
    }

    @Test
    void a_nack_and_working_begin_the_retry_anew() throws IOException {
        Wire wire = connect();
        String id = add(wire, "q j 0 RETRY 10");
        wire.send("GETJOB FROM q\r\n").expect(array(job("q", id, "j")));
        await().pollInterval(Duration.ofMillis(50)).until(() -> requeueMillis(wire, id) < 8500);

        wire.send("WORKING " + id + "\r\n").expect(":10\r\n");

        assertThat(requeueMillis(wire, id)).isBetween(9000L, 10_500L);
        await().pollInterval(Duration.ofMillis(50)).until(() -> requeueMillis(wire, id) < 8500);
        wire.send("NACK " + id + "\r\n").expect(":1\r\n");
        assertThat(requeueMillis(wire, id)).isBetween(9000L, 10_500L);
    }

    @Test
    void a_job_that_waits_in_its_queue_past_its_retry_is_not_counted() throws IOException {
        Wire wire = connect();
        String id = add(wire, "q j 0 RETRY 1");
        await().pollInterval(Duration.ofMillis(10)).until(() -> requeueMillis(wire, id) < 300);
        await().pollInterval(Duration.ofMillis(10)).until(() -> requeueMillis(wire, id) > 300);

        wire.send("GETJOB WITHCOUNTERS FROM q\r\n").expect(array(job("q", id, "j", 0, 0)));
    }

    @Test
    void a_queue_paused_in_puts_retries_off() throws IOException {
        Wire wire = connect();
        String id = add(wire, "q j 0 RETRY 1");
        wire.send("GETJOB FROM q\r\nPAUSE q in\r\nGETJOB TIMEOUT 2000 FROM q\r\n")
                .expect(array(job("q", id, "j")) + "+in\r\n" + NULL_ARRAY);

        wire.send("PAUSE q none\r\nGETJOB WITHCOUNTERS FROM q\r\n")
                .expect("+none\r\n" + array(job("q", id, "j", 0, 1)));
    }

    /** Lives are counted in whole seconds of the clock, and are looked at late, but for a job that is looked at anyway. */
    @Test
    void a_job_is_gone_within_the_second_after_its_life() throws IOException {
        Wire wire = connect();
        long start = System.nanoTime();
        String id = add(wire, "q j 0 TTL 1 RETRY 100");

        await().pollInterval(Duration.ofMillis(20))
                .until(() -> read(wire.send("SHOW " + id + "\r\n")).equals("null"));

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(990), Duration.ofSeconds(4));
        wire.send("QLEN q\r\nGETJOB NOHANG FROM q\r\nSHOW " + id + "\r\n").expect(":0\r\n" + NULL_ARRAY + NULL_BULK);
    }

    @Test
    void past_half_of_its_life_no_job_is_put_off() throws IOException {
        Wire wire = connect();
        String id = add(wire, "q j 0 TTL 3 RETRY 100");
        wire.send("GETJOB FROM q\r\n").expect(array(job("q", id, "j")));

        await().pollInterval(Duration.ofMillis(20))
                .until(() -> !wire.send("WORKING " + id + "\r\n").readLine().equals(":100\r\n"));

        wire.send("WORKING " + id + "\r\nNACK " + id + "\r\n")
                .expect("-TOOLATE Half of job TTL already elapsed, you are no longer allowed to postpone the"
                        + " next delivery.\r\n:1\r\n");
    }

    private static long requeueMillis(Wire wire, String id) throws IOException {
        String shown = read(wire.send("SHOW " + id + "\r\n"));
        return Long.parseLong(shown.replaceAll(".*next-requeue-within :([0-9]+) .*", "$1"));
    }
}
