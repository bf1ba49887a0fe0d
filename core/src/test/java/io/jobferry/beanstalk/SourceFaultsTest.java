package io.jobferry.beanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Backend;
import io.jobferry.JobSource;
import io.jobferry.Outcome;
import io.jobferry.QueueException;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import io.jobferry.testing.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SourceFaultsTest {
    private static final String NOW = "reserve-with-timeout 0\r\n";

    private ScriptedServer server;
    private Backend backend;
    private JobSource source;

    @BeforeEach
    void open() {
        server = ScriptedServer.start();
        backend = Wire.impatient(server);
        source = backend.source(List.of("mail"));
    }

    @AfterEach
    void close() {
        backend.close();
        server.close();
    }

    @Test
    void one_wait_and_the_asks_behind_it_are_one_write() throws Exception {
        Wire.greetsSource(server, "e1").expects(NOW).replies("TIMED_OUT\r\n");
        source.reserve(1, Duration.ZERO); // to connect takes some of the five seconds
        server.expects("reserve-with-timeout 5\r\n" + NOW + NOW)
                .replies("RESERVED 7 1\r\na\r\nRESERVED 8 1\r\nb\r\nTIMED_OUT\r\n");

        List<Reservation> jobs = source.reserve(3, Duration.ofSeconds(5));

        assertThat(jobs).extracting(each -> each.job().key()).containsExactly("e1-7", "e1-8");
        assertThat(jobs).extracting(each -> each.job().queue()).containsOnly("mail");
    }

    @Test
    void a_source_that_could_not_leave_the_default_tube_takes_nothing() {
        server.expects("stats\r\nwatch mail\r\nignore default\r\n")
                .replies(Wire.stats("e1") + "WATCHING 1\r\nNOT_IGNORED\r\n")
                .expectsEnd();

        assertThatThrownBy(() -> source.reserve(1, Duration.ZERO))
                .isInstanceOf(QueueException.class)
                .hasMessageContaining("NOT_IGNORED");
    }

    @Test
    void deletes_and_the_next_asks_are_one_write() throws Exception {
        Reservation held = reserveOne(7);
        server.expects("delete 7\r\n" + NOW + NOW).replies("DELETED\r\nRESERVED 8 1\r\nb\r\nTIMED_OUT\r\n");

        JobSource.Turn turn = source.settleAndReserve(List.of(new Settlement(held, Outcome.done())), 2);

        assertThat(turn.settled()).containsExactly(Settled.APPLIED);
        assertThat(turn.reserved()).extracting(each -> each.job().id()).containsExactly("8");
    }

    @Test
    void fault_01_what_was_reserved_before_a_restart_is_never_deleted_after_it() throws Exception {
        Reservation before = reserveOne(7);
        server.expects(NOW).closes();
        Wire.greetsSource(server, "e2").expects(NOW).replies("RESERVED 7 1\r\nb\r\n");
        assertThatThrownBy(() -> source.reserve(1, Duration.ZERO))
                .isInstanceOfSatisfying(
                        QueueException.class, e -> assertThat(e.kind()).isEqualTo(QueueException.Kind.BROKEN));

        Reservation after = source.reserve(1, Duration.ZERO).get(0);

        assertThat(after.job().key())
                .isEqualTo("e2-7")
                .isNotEqualTo(before.job().key());
        assertThat(settle(before, Outcome.done())).isEqualTo(Settled.LEASE_LOST);
        assertThat(source.extend(List.of(before))).containsExactly(Settled.LEASE_LOST);
        server.expects("delete 7\r\n").replies("DELETED\r\n");
        assertThat(settle(after, Outcome.done())).isEqualTo(Settled.APPLIED);
    }

    @Test
    void a_connection_with_a_job_whose_lease_has_ended_is_asked_between_waits_on_another() throws Exception {
        reserveOne(7);
        server.expects(NOW).replies("TIMED_OUT\r\n").expects(NOW).replies("RESERVED 7 1\r\na\r\n");
        Wire.greetsSource(server, "e1").repeats("reserve-with-timeout 1\r\n", "TIMED_OUT\r\n", () -> {});

        List<Reservation> again = source.reserve(1, Duration.ofSeconds(20));

        assertThat(again).extracting(each -> each.job().id()).containsExactly("7");
    }

    @Test
    void fault_05_and_09_a_settlement_without_an_answer_is_unknown_and_its_late_reply_is_nobodys() throws Exception {
        Reservation first = reserveOne(7);
        server.expects("delete 7\r\n");
        Wire.greetsSource(server, "e1").expects(NOW).replies("RESERVED 9 1\r\nc\r\n");

        Settled late = settle(first, Outcome.done());
        Reservation next = source.reserve(1, Duration.ZERO).get(0);

        assertThat(late).isEqualTo(Settled.UNKNOWN);
        assertThat(next.job().id()).isEqualTo("9");
    }

    @Test
    void fault_06_a_half_open_connection_is_found_when_wait_and_command_timeout_are_over() {
        Wire.greetsSource(server, "e1").expects("reserve-with-timeout 1\r\n").expectsEnd();
        long began = System.nanoTime();

        assertThatThrownBy(() -> source.reserve(1, Duration.ofSeconds(1)))
                .isInstanceOfSatisfying(
                        QueueException.class, e -> assertThat(e.kind()).isEqualTo(QueueException.Kind.BROKEN));

        assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(3));
    }

    @Test
    void fault_08_cut_inside_a_reserved_body_delivers_nothing_and_the_job_comes_again() throws Exception {
        Wire.greetsSource(server, "e1")
                .expects(NOW)
                .replies("RESERVED 7 10\r\nhel")
                .closes();
        Wire.greetsSource(server, "e1").expects(NOW).replies("RESERVED 7 10\r\nhelloworld\r\n");

        assertThatThrownBy(() -> source.reserve(1, Duration.ZERO)).isInstanceOf(QueueException.class);
        List<Reservation> again = source.reserve(1, Duration.ZERO);

        assertThat(again).extracting(each -> each.job().body().utf8()).containsExactly("helloworld");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "2147483648", "65536", "99999999999999999999", "x", ""})
    void fault_11_a_size_out_of_bounds_is_refused_before_anything_is_allocated(String size) {
        Wire.greetsSource(server, "e1")
                .expects(NOW)
                .replies("RESERVED 7 " + size + "\r\n")
                .expectsEnd();

        assertThatThrownBy(() -> source.reserve(1, Duration.ZERO))
                .isInstanceOfSatisfying(
                        QueueException.class, e -> assertThat(e.kind()).isEqualTo(QueueException.Kind.PROTOCOL))
                .hasMessage("body size is not in 0 to 65535: \"" + size.substring(0, Math.min(20, size.length()))
                        + "\" (reserve-with-timeout 0, " + server.address() + ")");
    }

    @Test
    void a_body_without_its_line_break_ends_the_connection() {
        Wire.greetsSource(server, "e1")
                .expects(NOW)
                .replies("RESERVED 7 1\r\nsecret\r\n")
                .expectsEnd();

        assertThatThrownBy(() -> source.reserve(1, Duration.ZERO))
                .hasMessageContaining("body of 1 bytes is not followed by CRLF")
                .hasMessageNotContaining("secret");
    }

    @Test
    void fault_12_a_reply_split_at_every_byte_is_the_same_reply() throws Exception {
        Wire.greetsSource(server, "e1").expects(NOW + NOW).repliesByteByByte("RESERVED 7 4\r\na\r\nb\r\nTIMED_OUT\r\n");

        List<Reservation> jobs = source.reserve(2, Duration.ZERO);

        assertThat(jobs).extracting(each -> each.job().body().utf8()).containsExactly("a\r\nb");
    }

    @Test
    void fault_21_deadline_soon_is_no_job_and_never_a_tight_loop() throws Exception {
        AtomicInteger asks = new AtomicInteger();
        Wire.greetsSource(server, "e1")
                .repeats("reserve-with-timeout 1\r\n", "DEADLINE_SOON\r\n", asks::incrementAndGet);

        List<Reservation> jobs = source.reserve(1, Duration.ofSeconds(1));

        assertThat(jobs).isEmpty();
        assertThat(asks.get()).isBetween(2, 20);
    }

    @Test
    void fault_22_a_settlement_after_the_lease_is_sent_and_what_the_server_says_counts() throws Exception {
        Wire.greetsSource(server, "e1")
                .expects(NOW + NOW)
                .replies("RESERVED 7 1\r\na\r\nRESERVED 8 1\r\nb\r\n")
                .expects("delete 7\r\ndelete 8\r\n")
                .replies("DELETED\r\nNOT_FOUND\r\n");
        List<Reservation> jobs = source.reserve(2, Duration.ZERO);

        List<Settled> answers = source.settle(
                jobs.stream().map(each -> new Settlement(each, Outcome.done())).toList());

        assertThat(answers).containsExactly(Settled.APPLIED, Settled.LEASE_LOST);
    }

    @Test
    void fault_22_a_job_reserved_anew_on_its_connection_ends_the_older_reservation() throws Exception {
        Reservation older = reserveOne(7);
        server.expects(NOW).replies("RESERVED 7 1\r\na\r\n");
        Reservation newer = source.reserve(1, Duration.ZERO).get(0);

        assertThat(settle(older, Outcome.done())).isEqualTo(Settled.LEASE_LOST);
        server.expects("delete 7\r\n").replies("DELETED\r\n");
        assertThat(settle(newer, Outcome.done())).isEqualTo(Settled.APPLIED);
    }

    @Test
    void a_retry_asks_for_the_priority_once_and_rounds_its_delay_up() throws Exception {
        Reservation held = reserveOne(7);
        server.expects("stats-job 7\r\n")
                .replies(Wire.statsJob("mail", 42, 60, 2))
                .expects("release 7 42 2\r\n")
                .replies("BURIED\r\n");

        int attempt = source.attempt(held);
        Settled settled = settle(held, Outcome.retry(Duration.ofMillis(1001)));

        assertThat(attempt).isEqualTo(3);
        assertThat(settled).isEqualTo(Settled.APPLIED);
    }

    @Test
    void what_the_server_refuses_to_settle_is_still_held() throws Exception {
        Reservation held = reserveOne(7);
        server.expects("stats-job 7\r\n")
                .replies(Wire.statsJob("mail", 42, 60, 0))
                .expects("bury 7 42\r\n")
                .replies("OUT_OF_MEMORY\r\n")
                .expects("delete 7\r\n")
                .replies("DELETED\r\n");

        assertThat(settle(held, Outcome.dead("no use"))).isEqualTo(Settled.REFUSED);
        assertThat(settle(held, Outcome.done())).isEqualTo(Settled.APPLIED);
    }

    @Test
    void the_first_extension_asks_how_long_the_lease_is() throws Exception {
        Reservation held = reserveOne(7);
        long believed = held.leaseEndNanos();
        server.expects("touch 7\r\nstats-job 7\r\n")
                .replies("TOUCHED\r\n" + Wire.statsJob("mail", 1, 120, 0))
                .expects("touch 7\r\n")
                .replies("NOT_FOUND\r\n");

        assertThat(source.extend(List.of(held))).containsExactly(Settled.APPLIED);
        assertThat(held.leaseEndNanos() - believed).isGreaterThan(TimeUnit.SECONDS.toNanos(118));
        assertThat(held.leaseEndNanos() - held.extendAtNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(60));

        assertThat(source.extend(List.of(held))).containsExactly(Settled.LEASE_LOST);
        assertThat(source.extend(List.of(held))).containsExactly(Settled.LEASE_LOST);
    }

    @Test
    void a_wait_begins_only_on_a_connection_that_holds_nothing() throws Exception {
        Reservation held = reserveOne(7);
        server.expects(NOW).replies("TIMED_OUT\r\n");
        assertThat(source.reserve(1, Duration.ZERO)).isEmpty();
        server.expects("delete 7\r\n").replies("DELETED\r\n");
        Wire.greetsSource(server, "e1").expects("reserve-with-timeout 1\r\n").replies("RESERVED 8 1\r\nb\r\n");

        List<Reservation> waited = source.reserve(1, Duration.ofSeconds(1));

        assertThat(waited).hasSize(1);
        assertThat(settle(held, Outcome.done())).isEqualTo(Settled.APPLIED);
    }

    private Reservation reserveOne(int id) throws InterruptedException {
        Wire.greetsSource(server, "e1").expects(NOW).replies("RESERVED " + id + " 1\r\na\r\n");
        return source.reserve(1, Duration.ZERO).get(0);
    }

    private Settled settle(Reservation reservation, Outcome outcome) {
        return source.settle(List.of(new Settlement(reservation, outcome))).get(0);
    }
}
