package io.jobferry.disque;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Backend;
import io.jobferry.JobSource;
import io.jobferry.Outcome;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import io.jobferry.testing.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes, A and B, of which everything begins at A. */
@Timeout(30)
class ClusterTest {
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final String PING = Wire.command("PING");
    private static final String A1 = Wire.id(Wire.A, 1);
    private static final String B1 = Wire.id(Wire.B, 1);

    private ScriptedServer a;
    private ScriptedServer b;
    private Backend backend;
    private JobSource source;

    @BeforeEach
    void open() {
        a = ScriptedServer.start();
        b = ScriptedServer.start();
        backend = new DisqueBackend(Wire.options(a, b).withCycle(4), new AlwaysFirst());
        source = backend.source(List.of("mail"));
    }

    @AfterEach
    void close() {
        a.close();
        b.close();
        backend.close();
    }

    @Test
    void fault_26_a_node_that_leaves_hands_a_waiting_reserve_over_to_another() throws Exception {
        a.expects(Wire.HELLO + PING).replies(hello(Wire.A, 1, 1) + "+PONG\r\n");
        a.connection().expects(Wire.getWithin(1000, 1)).replies("-LEAVING This node is leaving the cluster\r\n");
        b.expects(Wire.HELLO + PING).replies(hello(Wire.B, 100, 1) + "+PONG\r\n");
        String rest = Wire.getWithin(900, 1); // some 900 ms are left of the turn
        b.connection()
                .expects(rest.substring(0, rest.indexOf("900") + 1))
                .expectsAny(2)
                .expects(rest.substring(rest.indexOf("900") + 3))
                .replies(jobs(A1));

        List<Reservation> jobs = source.reserve(1, WAIT);

        assertThat(jobs).extracting(each -> each.job().id()).containsExactly(A1);
    }

    @Test
    void a_node_that_dies_hands_a_reserve_over_to_another() throws Exception {
        a.expects(Wire.HELLO + Wire.getNow(1)).resets();
        b.expects(Wire.HELLO + Wire.getNow(1)).replies(hello(Wire.B, 10, 1) + Wire.jobs(Wire.job(B1, "body")));

        List<Reservation> jobs = source.reserve(1, Duration.ZERO);

        assertThat(jobs).extracting(each -> each.job().id()).containsExactly(B1);
    }

    @Test
    void a_node_that_still_loads_is_not_there_yet() throws Exception {
        String loading = "-LOADING Disque is loading the dataset in memory\r\n";
        a.expects(Wire.HELLO + Wire.getNow(1)).replies(loading + loading);
        b.expects(Wire.HELLO + Wire.getNow(1)).replies(hello(Wire.B, 1, 1) + jobs(B1));

        List<Reservation> jobs = source.reserve(1, Duration.ZERO);

        assertThat(jobs).extracting(each -> each.job().id()).containsExactly(B1);
    }

    @Test
    void a_source_goes_to_the_node_that_made_most_of_a_cycles_jobs() throws Exception {
        a.expects(Wire.HELLO + Wire.getNow(4))
                .replies(hello(Wire.A, 1, 1) + jobs(A1, B1, Wire.id(Wire.B, 2), Wire.id(Wire.B, 3)));
        b.expects(Wire.HELLO + Wire.getNow(4)).replies(hello(Wire.B, 1, 1) + Wire.NULL);

        source.reserve(4, Duration.ZERO);
        List<Reservation> there = source.reserve(4, Duration.ZERO);

        assertThat(there).isEmpty();
        b.verify();
    }

    @Test
    void a_source_that_waits_in_vain_finds_what_lies_at_another_node() throws Exception {
        a.expects(Wire.HELLO + PING).replies(hello(Wire.A, 1, 1) + "+PONG\r\n");
        a.connection().expects(Wire.getWithin(1000, 1)).replies(Wire.NULL);
        b.expects(Wire.HELLO + Wire.command("QLEN", "mail")).replies(hello(Wire.B, 1, 1) + ":1\r\n");
        b.expects(Wire.getNow(1)).replies(jobs(B1));

        List<Reservation> jobs = source.reserve(1, WAIT);

        assertThat(jobs).extracting(each -> each.job().id()).containsExactly(B1);
    }

    @Test
    void half_of_the_jobs_are_not_most() throws Exception {
        a.expects(Wire.HELLO + Wire.getNow(4))
                .replies(hello(Wire.A, 1, 1) + jobs(A1, Wire.id(Wire.A, 2), B1, Wire.id(Wire.B, 2)));
        a.expects(Wire.getNow(4)).replies(Wire.NULL);

        source.reserve(4, Duration.ZERO);
        source.reserve(4, Duration.ZERO);

        assertThat(b.connections()).isZero();
    }

    @Test
    void jobs_are_settled_at_the_node_that_delivered_them_wherever_the_source_is_now() throws Exception {
        String[] fromB = {B1, Wire.id(Wire.B, 2), Wire.id(Wire.B, 3), Wire.id(Wire.B, 4)};
        a.expects(Wire.HELLO + Wire.getNow(4)).replies(hello(Wire.A, 1, 1) + jobs(fromB));
        List<Reservation> held = source.reserve(4, Duration.ZERO);
        b.expects(Wire.HELLO + Wire.getNow(1)).replies(hello(Wire.B, 1, 1) + Wire.NULL);
        source.reserve(1, Duration.ZERO);
        a.expects(Wire.command("NACK", B1) + Wire.command("ACKJOB", fromB[1], fromB[2], fromB[3]))
                .replies(":1\r\n:3\r\n");

        List<Settled> settled = source.settle(List.of(
                new Settlement(held.get(0), Outcome.retry(Duration.ZERO)),
                new Settlement(held.get(1), Outcome.done()),
                new Settlement(held.get(2), Outcome.done()),
                new Settlement(held.get(3), Outcome.done())));

        assertThat(settled).containsOnly(Settled.APPLIED);
    }

    @Test
    void fault_28_a_nack_at_another_node_because_the_first_is_gone_is_what_that_one_says() throws Exception {
        a.expects(Wire.HELLO + Wire.getNow(2))
                .replies(hello(Wire.A, 1, 1) + jobs(A1, B1))
                .closes();
        List<Reservation> held = source.reserve(2, Duration.ZERO);
        a.close();
        b.expects(Wire.HELLO + Wire.command("NACK", A1) + Wire.command("NACK", B1))
                .replies(hello(Wire.B, 10, 1) + ":0\r\n:1\r\n");

        List<Settled> first = settle(held, Outcome.retry(Duration.ZERO));
        List<Settled> second = settle(held, Outcome.retry(Duration.ZERO));

        assertThat(first).containsExactly(Settled.UNKNOWN, Settled.UNKNOWN);
        assertThat(second).containsExactly(Settled.LEASE_LOST, Settled.APPLIED);
    }

    @Test
    void an_acknowledgement_that_broke_off_goes_to_another_node_at_once() throws Exception {
        a.expects(Wire.HELLO + Wire.getNow(1)).replies(hello(Wire.A, 1, 1) + jobs(A1));
        List<Reservation> held = source.reserve(1, Duration.ZERO);
        a.expects(Wire.command("ACKJOB", A1)).resets();
        b.expects(Wire.HELLO + Wire.command("ACKJOB", A1)).replies(hello(Wire.B, 10, 1) + ":0\r\n");

        List<Settled> settled = settle(held, Outcome.done());

        assertThat(settled).containsExactly(Settled.APPLIED);
    }

    @Test
    void closing_gives_back_at_the_node_that_delivered() throws Exception {
        a.expects(Wire.HELLO + Wire.getNow(1)).replies(hello(Wire.A, 1, 1) + jobs(B1));
        source.reserve(1, Duration.ZERO);
        a.expects(Wire.command("ENQUEUE", B1)).replies(":1\r\n");

        source.close();

        a.verify();
        assertThat(b.connections()).isZero();
    }

    private List<Settled> settle(List<Reservation> held, Outcome outcome) {
        return source.settle(
                held.stream().map(each -> new Settlement(each, outcome)).toList());
    }

    private static String jobs(String... ids) {
        return Wire.jobs(Stream.of(ids).map(id -> Wire.job(id, "body")).toArray(String[]::new));
    }

    /** Priorities of A and B. */
    private String hello(String teller, int ofA, int ofB) {
        return Wire.hello(teller, Wire.node(Wire.A, a, ofA), Wire.node(Wire.B, b, ofB));
    }
}
