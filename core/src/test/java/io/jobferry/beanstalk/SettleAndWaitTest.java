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
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A settlement and the wait behind it, in one exchange. */
@Timeout(30)
class SettleAndWaitTest {
    private static final Duration FIVE = Duration.ofSeconds(5);
    private static final String WAIT = "reserve-with-timeout 5\r\n";
    private static final String NOW = "reserve-with-timeout 0\r\n";

    private final List<Settled> told = new CopyOnWriteArrayList<>();
    private ScriptedServer server;
    private Backend backend;
    private JobSource source;

    @BeforeEach
    void open() {
        server = ScriptedServer.start();
        backend = Wire.impatient(server);
        source = backend.source(List.of("mail"));
        Wire.greetsSource(server, "e1");
    }

    @AfterEach
    void close() {
        backend.close();
        server.close();
    }

    @Test
    void where_nothing_lay_ready_the_wait_is_in_the_same_write_and_for_one_job() throws Exception {
        Reservation last = lastOne();
        server.expects("delete 7\r\n" + WAIT).replies("DELETED\r\nRESERVED 8 1\r\nb\r\n");

        List<Reservation> jobs = source.settleAndReserve(done(last), 3, FIVE, told::addAll);

        assertThat(told).containsExactly(Settled.APPLIED);
        assertThat(jobs).extracting(each -> each.job().id()).containsExactly("8");
    }

    @Test
    void a_job_that_was_waited_for_alone_is_followed_by_the_next_wait() throws Exception {
        server.expects(NOW).replies("TIMED_OUT\r\n");
        source.reserve(1, Duration.ZERO);
        server.expects(WAIT).replies("RESERVED 7 1\r\na\r\n");
        Reservation waitedFor = source.reserve(1, FIVE).get(0);
        server.expects("delete 7\r\n" + WAIT).replies("DELETED\r\nTIMED_OUT\r\n");

        List<Reservation> jobs = source.settleAndReserve(done(waitedFor), 2, FIVE, told::addAll);

        assertThat(told).containsExactly(Settled.APPLIED);
        assertThat(jobs).isEmpty();
    }

    @Test
    void what_became_of_the_settlement_is_told_before_the_wait() throws Exception {
        Reservation last = lastOne();
        server.expects("delete 7\r\n" + WAIT).replies("DELETED\r\n");

        List<Reservation> jobs = source.settleAndReserve(done(last), 1, FIVE, answers -> {
            told.addAll(answers);
            server.replies("TIMED_OUT\r\n");
        });

        assertThat(told).containsExactly(Settled.APPLIED);
        assertThat(jobs).isEmpty();
    }

    @Test
    void where_a_job_lay_ready_more_are_asked_for_without_a_wait() throws Exception {
        server.expects(NOW).replies("RESERVED 7 1\r\na\r\n");
        Reservation first = source.reserve(1, Duration.ZERO).get(0);
        server.expects("delete 7\r\n" + NOW + NOW).replies("DELETED\r\nRESERVED 8 1\r\nb\r\nTIMED_OUT\r\n");

        List<Reservation> jobs = source.settleAndReserve(done(first), 2, FIVE, told::addAll);

        assertThat(told).containsExactly(Settled.APPLIED);
        assertThat(jobs).extracting(each -> each.job().id()).containsExactly("8");
    }

    @Test
    void nothing_waits_behind_a_settlement_where_another_job_is_held() throws Exception {
        server.expects(NOW + NOW + NOW).replies("RESERVED 7 1\r\na\r\nRESERVED 8 1\r\nb\r\nTIMED_OUT\r\n");
        List<Reservation> both = source.reserve(3, Duration.ZERO);
        server.expects("delete 7\r\n" + NOW).replies("DELETED\r\nRESERVED 9 1\r\nc\r\n");

        List<Reservation> jobs = source.settleAndReserve(done(both.get(0)), 1, FIVE, told::addAll);

        assertThat(told).containsExactly(Settled.APPLIED);
        assertThat(jobs).extracting(each -> each.job().id()).containsExactly("9");
    }

    @Test
    void nothing_waits_behind_a_job_that_goes_back() throws Exception {
        Reservation last = lastOne();
        server.expects("stats-job 7\r\n").replies(Wire.statsJob("mail", 0, 60, 0));
        server.expects("release 7 0 0\r\n" + NOW).replies("RELEASED\r\nRESERVED 7 1\r\na\r\n");

        List<Reservation> jobs = source.settleAndReserve(
                List.of(new Settlement(last, Outcome.retry(Duration.ZERO))), 1, FIVE, told::addAll);

        assertThat(told).containsExactly(Settled.APPLIED);
        assertThat(jobs).extracting(each -> each.job().id()).containsExactly("7");
    }

    @Test
    void a_wakeup_ends_the_wait_and_not_the_settlement() throws Exception {
        Reservation last = lastOne();
        server.expects("delete 7\r\n" + WAIT).replies("DELETED\r\n").expectsEnd();

        List<Reservation> jobs = source.settleAndReserve(done(last), 1, FIVE, answers -> {
            told.addAll(answers);
            source.wakeup();
        });

        assertThat(told).containsExactly(Settled.APPLIED);
        assertThat(jobs).isEmpty();
    }

    @Test
    void a_connection_that_breaks_before_the_answer_leaves_the_settlement_unknown() throws Exception {
        Reservation last = lastOne();
        server.expects("delete 7\r\n" + WAIT).closes();

        assertThatThrownBy(() -> source.settleAndReserve(done(last), 1, FIVE, told::addAll))
                .isInstanceOfSatisfying(
                        QueueException.class, e -> assertThat(e.kind()).isEqualTo(QueueException.Kind.BROKEN));

        assertThat(told).containsExactly(Settled.UNKNOWN);
    }

    @Test
    void a_connection_that_breaks_in_the_wait_leaves_the_settlement_as_it_was_told() throws Exception {
        Reservation last = lastOne();
        server.expects("delete 7\r\n" + WAIT).replies("DELETED\r\n").closes();

        assertThatThrownBy(() -> source.settleAndReserve(done(last), 1, FIVE, told::addAll))
                .isInstanceOf(QueueException.class);

        assertThat(told).containsExactly(Settled.APPLIED);
    }

    /** A job after which nothing lay ready. */
    private Reservation lastOne() throws InterruptedException {
        server.expects(NOW + NOW).replies("RESERVED 7 1\r\na\r\nTIMED_OUT\r\n");
        return source.reserve(2, Duration.ZERO).get(0);
    }

    private static List<Settlement> done(Reservation job) {
        return List.of(new Settlement(job, Outcome.done()));
    }
}
