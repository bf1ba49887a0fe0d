package io.jobferry.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the three commands stats, stats-job and stats-tube tell. */
public abstract class StatsWireSuite extends WireSuite {
    @Test
    void stats_count_commands_connections_and_jobs() throws IOException {
        Map<String, String> before = stats();
        connect()
                .send("put 1 0 60 1\r\na\r\nput 2000 0 60 1\r\nb\r\nput 1 90 60 1\r\nc\r\nput 1 0 60 1\r\nd\r\n")
                .expect("INSERTED 1\r\nINSERTED 2\r\nINSERTED 3\r\nINSERTED 4\r\n")
                .send("reserve\r\nreserve\r\nbury 1 1\r\ntouch 4\r\nkick 0\r\nkick-job 9\r\nstats x\r\nfoo\r\n")
                .expect("RESERVED 1 1\r\na\r\nRESERVED 4 1\r\nd\r\nBURIED\r\nTOUCHED\r\nKICKED 0\r\nNOT_FOUND\r\n")
                .expect("BAD_FORMAT\r\nUNKNOWN_COMMAND\r\n");

        Map<String, String> after = stats();

        assertThat(after)
                .containsEntry("current-jobs-urgent", "0")
                .containsEntry("current-jobs-ready", "1")
                .containsEntry("current-jobs-reserved", "1")
                .containsEntry("current-jobs-delayed", "1")
                .containsEntry("current-jobs-buried", "1")
                .containsEntry("total-jobs", "4")
                .containsEntry("cmd-put", "4")
                .containsEntry("cmd-reserve", "2")
                .containsEntry("cmd-bury", "1")
                .containsEntry("cmd-touch", "1")
                .containsEntry("cmd-kick", "1")
                .containsEntry("current-producers", "1")
                .containsEntry("current-workers", "1")
                .containsEntry("current-connections", "2")
                .containsEntry("current-tubes", "1")
                .containsEntry("max-job-size", "65535")
                .containsEntry("version", "\"1.12\"")
                .containsEntry("id", before.get("id"));
        assertThat(grown(before, after, "cmd-stats")).isEqualTo(1);
        assertThat(grown(before, after, "total-connections")).isEqualTo(2);
    }

    /** By how much: who started the server may have asked it something before. */
    private static int grown(Map<String, String> before, Map<String, String> after, String count) {
        return Integer.parseInt(after.get(count)) - Integer.parseInt(before.get(count));
    }

    @Test
    void stats_have_the_fields_of_version_1_12_in_its_order() throws IOException {
        assertThat(String.join(" ", stats().keySet()))
                .isEqualTo("current-jobs-urgent current-jobs-ready current-jobs-reserved current-jobs-delayed"
                        + " current-jobs-buried cmd-put cmd-peek cmd-peek-ready cmd-peek-delayed cmd-peek-buried"
                        + " cmd-reserve cmd-reserve-with-timeout cmd-delete cmd-release cmd-use cmd-watch cmd-ignore"
                        + " cmd-bury cmd-kick cmd-touch cmd-stats cmd-stats-job cmd-stats-tube cmd-list-tubes"
                        + " cmd-list-tube-used cmd-list-tubes-watched cmd-pause-tube job-timeouts total-jobs"
                        + " max-job-size current-tubes current-connections current-producers current-workers"
                        + " current-waiting total-connections pid version rusage-utime rusage-stime uptime"
                        + " binlog-oldest-index binlog-current-index binlog-records-migrated binlog-records-written"
                        + " binlog-max-size draining id hostname os platform");
    }

    @Test
    void stats_job_tells_a_job() throws IOException {
        connect().send("use t\r\nput 7 90 5 1\r\na\r\n").expect("USING t\r\nINSERTED 1\r\n");

        Map<String, String> job = statsJob(1);

        String left = job.remove("time-left");
        assertThat(Integer.parseInt(left)).isBetween(88, 90);
        assertThat(job.toString())
                .isEqualTo("{id=1, tube=t, state=delayed, pri=7, age=0, delay=90, ttr=5, file=0, reserves=0,"
                        + " timeouts=0, releases=0, buries=0, kicks=0}");
    }

    @Test
    void stats_job_counts_what_happened_to_a_job() throws IOException {
        connect()
                .send("put 7 0 0 1\r\na\r\nreserve\r\nrelease 1 7 0\r\nreserve\r\nbury 1 7\r\nkick 1\r\n")
                .expect("INSERTED 1\r\nRESERVED 1 1\r\na\r\nRELEASED\r\nRESERVED 1 1\r\na\r\nBURIED\r\nKICKED 1\r\n");

        assertThat(statsJob(1))
                .containsEntry("state", "ready")
                .containsEntry("ttr", "1")
                .containsEntry("time-left", "0")
                .containsEntry("reserves", "2")
                .containsEntry("releases", "1")
                .containsEntry("buries", "1")
                .containsEntry("kicks", "1");
    }

    @Test
    void stats_tube_tells_a_tube() throws IOException {
        connect()
                .send("use t\r\nwatch t\r\nput 7 0 60 1\r\na\r\nput 7 0 60 1\r\nb\r\ndelete 1\r\n")
                .expect("USING t\r\nWATCHING 2\r\nINSERTED 1\r\nINSERTED 2\r\nDELETED\r\n");
        connect()
                .send("watch t\r\nignore default\r\nreserve\r\n")
                .expect("WATCHING 2\r\nWATCHING 1\r\nRESERVED 2 1\r\nb\r\n");
        connect()
                .send("watch t\r\nreserve\r\npause-tube t 60\r\n")
                .expect("WATCHING 2\r\n")
                .expectNothing();
        connect().send("pause-tube t 60\r\n").expect("PAUSED\r\n");

        Map<String, String> tube = statsTube("t");

        assertThat(Integer.parseInt(tube.remove("pause-time-left"))).isBetween(58, 60);
        assertThat(tube.toString())
                .isEqualTo("{name=t, current-jobs-urgent=0, current-jobs-ready=0, current-jobs-reserved=1,"
                        + " current-jobs-delayed=0, current-jobs-buried=0, total-jobs=2, current-using=1,"
                        + " current-watching=3, current-waiting=1, cmd-delete=1, cmd-pause-tube=1, pause=60}");
    }
}
