package io.jobferry.connect.beanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobferry.QueueException;
import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkOptions;
import io.jobferry.testing.ScriptedServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of done jobs, before and after a restart of their server. */
@Timeout(30)
class BeanstalkDoneJobsTest {
    private static final String NOT_FOUND = "NOT_FOUND\r\n";

    private final ScriptedServer server = ScriptedServer.start();
    private final BeanstalkBackend backend = new BeanstalkBackend(BeanstalkOptions.of(server.address()));
    private final BeanstalkDoneJobs done = new BeanstalkDoneJobs(backend, "mail");

    @AfterEach
    void close() {
        backend.close();
        server.close();
    }

    @Test
    void those_that_nobody_holds_are_deleted_and_the_held_ones_are_told() {
        greets("now", 100);
        server.expects("delete 1\r\ndelete 2\r\ndelete 3\r\n")
                .replies("DELETED\r\n" + NOT_FOUND + NOT_FOUND)
                .expects("stats-job 2\r\nstats-job 3\r\n")
                .replies(NOT_FOUND + job("mail", 5));

        assertThat(done.forget(List.of("now-1", "now-2", "now-3"), Instant.now()))
                .containsExactly("now-3");
    }

    @Test
    void after_a_restart_a_job_that_is_older_than_the_server_is_the_same_one_under_a_new_key() {
        greets("now", 100);
        server.expects("stats-job 7\r\nstats-job 8\r\n")
                .replies(job("mail", 101) + NOT_FOUND)
                .expects("stats\r\n")
                .replies(stats("now", 100))
                .expects("delete 7\r\n")
                .replies(NOT_FOUND)
                .expects("stats-job 7\r\n")
                .replies(job("mail", 101));

        assertThat(done.forget(List.of("before-7", "before-8"), Instant.now())).containsExactly("now-7");
    }

    @Test
    void a_job_of_the_second_before_the_restart_is_looked_at_until_its_age_tells() {
        greets("now", 100);
        looked(job("mail", 100), 100);
        looked(job("mail", 101), 100);
        server.expects("delete 7\r\n").replies("DELETED\r\n");

        assertThat(done.forget(List.of("before-7"), Instant.now())).isEmpty();
        server.verify();
    }

    /** The server's answer about its uptime comes seconds after that about the job, as on a machine that stood still. */
    @Test
    void a_job_is_not_taken_for_another_because_answers_are_late() {
        greets("now", 100);
        looked(job("mail", 102), 104);
        looked(job("mail", 106), 104);
        server.expects("delete 7\r\n").replies("DELETED\r\n");

        assertThat(done.forget(List.of("before-7"), Instant.now())).isEmpty();
        server.verify();
    }

    @Test
    void a_job_that_was_put_just_before_our_news_of_it_is_ours_however_late_the_answers_are() {
        Instant put = Instant.now().minusSeconds(102);
        greets("now", 100);
        looked(() -> late(job("mail", secondsSince(put))), 101);
        looked(() -> job("mail", secondsSince(put)), 101);
        server.expects("delete 7\r\n").replies("DELETED\r\n");

        assertThat(done.forget(List.of("before-7"), put)).isEmpty();
        server.verify();
    }

    @Test
    void a_job_that_has_got_the_id_since_is_another_and_left_alone() {
        greets("now", 100);
        looked(job("mail", 98), 100);

        assertThat(done.forget(List.of("before-7"), Instant.now())).isEmpty();
    }

    @Test
    void a_job_of_another_tube_is_another_and_left_alone() {
        greets("now", 100);
        looked(job("sms", 500), 100);

        assertThat(done.forget(List.of("before-7"), Instant.now())).isEmpty();
    }

    @Test
    void a_job_that_was_put_between_two_restarts_is_another_and_left_alone() {
        greets("now", 100);
        looked(job("mail", 500), 100);

        assertThat(done.forget(List.of("before-7"), Instant.now().minusSeconds(3600)))
                .isEmpty();
    }

    @Test
    void a_key_that_no_job_has_is_refused() {
        greets("now", 100);

        assertThatThrownBy(() -> done.forget(List.of("now-x"), Instant.now()))
                .isInstanceOf(QueueException.class)
                .hasMessageContaining("\"now-x\"");
    }

    @Test
    void a_server_without_a_binlog_is_a_risk() {
        greets("now", 100);

        assertThat(done.risk())
                .hasValueSatisfying(
                        risk -> assertThat(risk).contains("beanstalk://" + server.address(), "binlog", "-b"));
    }

    @Test
    void a_server_with_a_binlog_is_none() {
        server.expects("stats\r\n")
                .replies(stats("now", 1))
                .expects("stats\r\n")
                .replies(stats("now", 1).replace("binlog-current-index: 0", "binlog-current-index: 4"));

        assertThat(done.risk()).isEmpty();
    }

    /** What a client asks when it connects, and what it is asked for at first. */
    private void greets(String epoch, long uptime) {
        server.expects("stats\r\n")
                .replies(stats(epoch, uptime))
                .expects("stats\r\n")
                .replies(stats(epoch, uptime));
    }

    /** The server is asked for job 7, and then for its uptime in seconds. */
    private void looked(String job, long uptime) {
        looked(() -> job, uptime);
    }

    private void looked(Supplier<String> job, long uptime) {
        server.expects("stats-job 7\r\n").repliesWith(job).expects("stats\r\n").replies(stats("now", uptime));
    }

    private static String stats(String epoch, long uptime) {
        return ok("id: " + epoch + "\nmax-job-size: 65535\nuptime: " + uptime + "\nbinlog-current-index: 0\n");
    }

    private static long secondsSince(Instant time) {
        return Duration.between(time, Instant.now()).toSeconds();
    }

    private static String late(String reply) {
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        return reply;
    }

    private static String job(String tube, long age) {
        return ok("tube: " + tube + "\nage: " + age + "\n");
    }

    private static String ok(String figures) {
        String yaml = "---\n" + figures;
        return "OK " + yaml.length() + "\r\n" + yaml + "\r\n";
    }
}
