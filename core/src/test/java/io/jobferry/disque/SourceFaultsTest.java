package io.jobferry.disque;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Backend;
import io.jobferry.JobSource;
import io.jobferry.Outcome;
import io.jobferry.QueueException;
import io.jobferry.QueueException.Kind;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import io.jobferry.testing.ScriptedServer;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SourceFaultsTest {
    private static final String ONE = Wire.id(Wire.A, 1);
    private static final String TWO = Wire.id(Wire.A, 2);

    private ScriptedServer server;
    private Backend backend;
    private JobSource source;

    @BeforeEach
    void open() {
        server = ScriptedServer.start();
        backend = new DisqueBackend(Wire.options(server));
        source = backend.source(List.of("mail"));
    }

    @AfterEach
    void close() {
        server.close();
        backend.close();
    }

    @Test
    void done_jobs_of_a_batch_are_acknowledged_by_one_command() throws Exception {
        List<Reservation> held = reserve(ONE, TWO);
        server.expects(Wire.command("ACKJOB", ONE, TWO)).replies(":2\r\n");

        List<Settled> settled = settle(held, Outcome.done());

        assertThat(settled).containsExactly(Settled.APPLIED, Settled.APPLIED);
    }

    @Test
    void what_is_done_and_the_next_jobs_are_one_write() throws Exception {
        List<Reservation> held = reserve(ONE);
        server.expects(Wire.command("ACKJOB", ONE) + Wire.getNow(5))
                .replies(":1\r\n" + Wire.jobs(Wire.job(TWO, "body")));

        JobSource.Turn turn = source.settleAndReserve(List.of(new Settlement(held.get(0), Outcome.done())), 5);

        assertThat(turn.settled()).containsExactly(Settled.APPLIED);
        assertThat(turn.reserved()).extracting(each -> each.job().id()).containsExactly(TWO);
    }

    @Test
    void an_acknowledgement_that_the_node_knows_nothing_of_is_accepted_all_the_same() throws Exception {
        List<Reservation> held = reserve(ONE);
        server.expects(Wire.command("ACKJOB", ONE)).replies(":0\r\n");

        assertThat(settle(held, Outcome.done())).containsExactly(Settled.APPLIED);
    }

    @Test
    void a_short_delay_is_held_and_sent_back_when_it_is_over() throws Exception {
        List<Reservation> held = reserve(ONE);
        server.expects(Wire.command("WORKING", ONE)).replies(":300\r\n");
        server.expects(Wire.command("NACK", ONE)).replies(":1\r\n");

        assertThat(settle(held, Outcome.retry(Duration.ofMillis(100)))).containsExactly(Settled.APPLIED);
        server.verify();
    }

    @Test
    void a_delay_beyond_what_is_held_adds_the_job_anew_before_it_is_acknowledged() throws Exception {
        List<Reservation> held = reserve(ONE);
        server.expects(Wire.command("SHOW", ONE)).replies(show(ONE, 5000));
        server.expects(Wire.command(
                        "ADDJOB",
                        "mail",
                        "body",
                        "250",
                        "REPLICATE",
                        "2",
                        "DELAY",
                        "4000",
                        "RETRY",
                        "60",
                        "TTL",
                        "5000"))
                .replies("+" + TWO + "\r\n");
        server.expects(Wire.command("ACKJOB", ONE)).replies(":1\r\n");

        assertThat(settle(held, Outcome.retry(Duration.ofSeconds(4000)))).containsExactly(Settled.APPLIED);
    }

    @Test
    void a_delay_that_outlasts_the_jobs_life_makes_it_dead() throws Exception {
        List<Reservation> held = reserve(ONE);
        server.expects(Wire.command("SHOW", ONE)).replies(show(ONE, 4000));
        server.expects(Wire.command("ADDJOB", "mail:dead", "body", "250", "TTL", "2592000"))
                .replies("+" + TWO + "\r\n");
        server.expects(Wire.command("ACKJOB", ONE)).replies(":1\r\n");

        assertThat(settle(held, Outcome.retry(Duration.ofSeconds(4000)))).containsExactly(Settled.APPLIED);
    }

    @Test
    void past_half_of_its_life_a_job_waits_for_its_retry_as_a_new_one() throws Exception {
        List<Reservation> held = reserve(ONE);
        server.expects(Wire.command("WORKING", ONE)).replies("-TOOLATE Half of job TTL already elapsed\r\n");
        server.expects(Wire.command("SHOW", ONE)).replies(show(ONE, 500));
        server.expects(Wire.command(
                        "ADDJOB", "mail", "body", "250", "REPLICATE", "2", "DELAY", "7", "RETRY", "60", "TTL", "500"))
                .replies("+" + TWO + "\r\n");
        server.expects(Wire.command("ACKJOB", ONE)).replies(":1\r\n");

        assertThat(settle(held, Outcome.retry(Duration.ofSeconds(7)))).containsExactly(Settled.APPLIED);
    }

    @Test
    void past_half_of_its_life_the_lease_is_what_show_tells_and_is_not_extended_again() throws Exception {
        List<Reservation> held = reserve(ONE);
        server.expects(Wire.command("WORKING", ONE)).replies("-TOOLATE Half of job TTL already elapsed\r\n");
        server.expects(Wire.command("SHOW", ONE)).replies(show(ONE, 500));
        long before = System.nanoTime();

        List<Settled> extended = source.extend(held);

        assertThat(extended).containsExactly(Settled.REFUSED);
        assertThat(held.get(0).leaseEndNanos() - before)
                .isBetween(
                        Duration.ofSeconds(25).toNanos(), Duration.ofSeconds(30).toNanos());
        assertThat(held.get(0).extendAtNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_dead_queue_that_takes_nothing_sends_the_job_back_and_says_that_it_is_not_dead() throws Exception {
        List<Reservation> held = reserve(ONE);
        server.expects(Wire.command("ADDJOB", "mail:dead", "body", "250", "TTL", "2592000"))
                .replies("-OOM command not allowed\r\n");
        server.expects(Wire.command("NACK", ONE)).replies(":1\r\n");

        assertThat(settle(held, Outcome.dead("no"))).containsExactly(Settled.LEASE_LOST);
    }

    @Test
    void a_job_that_is_delivered_once_only_goes_back_as_a_new_one() throws Exception {
        String once = ONE.substring(0, ONE.length() - 1) + "0";
        List<Reservation> held = reserve(once);
        server.expects(Wire.command("SHOW", once)).replies(show(once, 500));
        server.expects(Wire.command("ADDJOB", "mail", "body", "250", "REPLICATE", "2", "RETRY", "60", "TTL", "500"))
                .replies("+" + TWO + "\r\n");
        server.expects(Wire.command("ACKJOB", once)).replies(":1\r\n");

        assertThat(settle(held, Outcome.giveBack())).containsExactly(Settled.APPLIED);
    }

    @Test
    void fast_acknowledgements_are_an_option() throws Exception {
        try (Backend fast = new DisqueBackend(Wire.options(server).withAckMode(AckMode.FASTACK))) {
            source = fast.source(List.of("mail"));
            List<Reservation> held = reserve(ONE);
            server.expects(Wire.command("FASTACK", ONE)).replies(":1\r\n");

            assertThat(settle(held, Outcome.done())).containsExactly(Settled.APPLIED);
        }
    }

    @Test
    void fault_05_and_09_a_settlement_without_an_answer_is_unknown_and_is_sent_again_on_a_new_connection()
            throws Exception {
        List<Reservation> held = reserve(ONE);
        server.expects(Wire.command("ACKJOB", ONE)).expectsEnd();
        server.connection().expects(Wire.HELLO + Wire.command("ACKJOB", ONE)).replies(Wire.hello(Wire.A) + ":1\r\n");

        List<Settled> stopped = settle(held, Outcome.done());
        List<Settled> again = settle(held, Outcome.done());

        assertThat(stopped).containsExactly(Settled.UNKNOWN);
        assertThat(again).containsExactly(Settled.APPLIED);
    }

    @Test
    void fault_06_a_server_that_says_nothing_is_found_out_within_the_commands_time() {
        server.expects(Wire.HELLO + Wire.getNow(1));
        long start = System.nanoTime();

        assertKind(() -> source.reserve(1, Duration.ZERO), Kind.BROKEN);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(450), Duration.ofSeconds(5));
    }

    @Test
    void fault_08_a_cut_inside_of_a_body_delivers_nothing() throws Exception {
        String whole = Wire.jobs(Wire.job(ONE, "body"));
        server.expects(Wire.HELLO + Wire.getNow(1))
                .replies(Wire.hello(Wire.A) + whole.substring(0, whole.indexOf("body") + 2))
                .closes();

        assertKind(() -> source.reserve(1, Duration.ZERO), Kind.BROKEN);

        server.connection()
                .expects(Wire.HELLO + Wire.getNow(1))
                .replies(Wire.hello(Wire.A) + Wire.jobs(Wire.job(ONE, "body")));
        assertThat(source.reserve(1, Duration.ZERO)).hasSize(1);
    }

    @Test
    void fault_10_what_is_no_list_of_jobs_is_a_protocol_error() {
        server.expects(Wire.HELLO + Wire.getNow(1)).replies(Wire.hello(Wire.A) + ":7\r\n");

        assertKind(() -> source.reserve(1, Duration.ZERO), Kind.PROTOCOL);
    }

    @Test
    void fault_10_a_job_with_half_of_its_fields_is_a_protocol_error() {
        server.expects(Wire.HELLO + Wire.getNow(1))
                .replies(Wire.hello(Wire.A) + "*1\r\n*2\r\n" + Wire.bulk("mail") + Wire.bulk(ONE));

        assertKind(() -> source.reserve(1, Duration.ZERO), Kind.PROTOCOL);
    }

    @Test
    void fault_26_a_lone_node_that_leaves_says_so() {
        server.expects(Wire.HELLO + Wire.command("PING")).replies(Wire.hello(Wire.A) + "+PONG\r\n");
        server.connection()
                .expects(Wire.getWithin(5000, 1))
                .replies("-LEAVING This node is leaving the cluster, please connect to a different one\r\n");

        assertThatThrownBy(() -> source.reserve(1, Duration.ofSeconds(5)))
                .isInstanceOf(QueueException.class)
                .hasMessageStartingWith("LEAVING This node");
    }

    @Test
    void fault_28_a_node_that_does_not_know_the_job_is_a_lost_lease() throws Exception {
        List<Reservation> held = reserve(ONE, TWO);
        server.expects(Wire.command("WORKING", ONE)).replies("-NOJOB Job not known in the context of this node.\r\n");
        server.expects(Wire.command("NACK", TWO)).replies(":0\r\n");

        List<Settled> extended = source.extend(held.subList(0, 1));
        List<Settled> nacked = settle(held.subList(1, 2), Outcome.retry(Duration.ZERO));

        assertThat(extended).containsExactly(Settled.LEASE_LOST);
        assertThat(nacked).containsExactly(Settled.LEASE_LOST);
    }

    @Test
    void fault_30_a_node_without_memory_refuses_a_nack_and_the_job_is_still_held() throws Exception {
        List<Reservation> held = reserve(ONE);
        server.expects(Wire.command("NACK", ONE)).replies("-OOM command not allowed\r\n");
        server.expects(Wire.command("ACKJOB", ONE)).replies(":1\r\n");

        List<Settled> nacked = settle(held, Outcome.retry(Duration.ZERO));
        List<Settled> done = settle(held, Outcome.done());

        assertThat(nacked).containsExactly(Settled.REFUSED);
        assertThat(done).containsExactly(Settled.APPLIED);
    }

    private List<Reservation> reserve(String... ids) throws InterruptedException {
        StringBuilder jobs = new StringBuilder("*" + ids.length + "\r\n");
        for (String id : ids) {
            jobs.append(Wire.job(id, "body"));
        }
        server.expects(Wire.HELLO + Wire.getNow(ids.length)).replies(Wire.hello(Wire.A) + jobs);
        return source.reserve(ids.length, Duration.ZERO);
    }

    private List<Settled> settle(List<Reservation> held, Outcome outcome) {
        return source.settle(
                held.stream().map(each -> new Settlement(each, outcome)).toList());
    }

    /** What SHOW says of a job with REPLICATE 2, RETRY 60, which is delivered again in 25 s. */
    private static String show(String id, int ttl) {
        return "*30\r\n" + Wire.bulk("id") + Wire.bulk(id) + Wire.bulk("queue") + Wire.bulk("mail")
                + Wire.bulk("state") + Wire.bulk("active") + Wire.bulk("repl") + ":2\r\n" + Wire.bulk("ttl") + ":" + ttl
                + "\r\n" + Wire.bulk("ctime") + ":1700000000000000000\r\n" + Wire.bulk("delay") + ":0\r\n"
                + Wire.bulk("retry") + ":60\r\n" + Wire.bulk("nacks") + ":0\r\n"
                + Wire.bulk("additional-deliveries") + ":0\r\n" + Wire.bulk("nodes-delivered") + "*1\r\n"
                + Wire.bulk(Wire.A) + Wire.bulk("nodes-confirmed") + "*0\r\n" + Wire.bulk("next-requeue-within")
                + ":25000\r\n" + Wire.bulk("next-awake-within") + ":24500\r\n" + Wire.bulk("body")
                + Wire.bulk("body");
    }

    private static void assertKind(ThrowingCallable call, Kind kind) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        QueueException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
