package io.jobferry.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What each command does to jobs and tubes, and every reply to it. */
public abstract class CommandsWireSuite extends WireSuite {
    @Test
    void put_reserve_and_delete() throws IOException {
        connect()
                .send("put 0 0 60 5\r\nhello\r\n")
                .expect("INSERTED 1\r\n")
                .send("reserve\r\n")
                .expect("RESERVED 1 5\r\nhello\r\n")
                .send("delete 1\r\n")
                .expect("DELETED\r\n")
                .send("delete 1\r\n")
                .expect("NOT_FOUND\r\n");
    }

    @Test
    void b17_a_draining_server_takes_no_jobs_but_gives_them() throws IOException {
        Wire wire = connect().send("put 0 0 60 1\r\na\r\n").expect("INSERTED 1\r\n");

        drain();

        await().until(() -> stats().get("draining"), "true"::equals);
        wire.send("put 0 0 60 1\r\nb\r\nput 0 0 60 1\r\nc\r\nreserve\r\n")
                .expect("DRAINING\r\nDRAINING\r\nRESERVED 1 1\r\na\r\n");
    }

    @Test
    void b8_the_last_tube_is_not_ignored() throws IOException {
        connect()
                .send("ignore default\r\nwatch b8\r\n")
                .expect("NOT_IGNORED\r\nWATCHING 2\r\n")
                .send("watch b8\r\nignore other\r\nignore default\r\nignore b8\r\n")
                .expect("WATCHING 2\r\nWATCHING 2\r\nWATCHING 1\r\nNOT_IGNORED\r\n")
                .send("list-tubes-watched\r\n")
                .expect("OK 9\r\n---\n- b8\n\r\n");
    }

    @Test
    void a_tube_is_there_while_it_is_used_watched_or_has_a_job() throws IOException {
        Wire wire = connect()
                .send("use a\r\nwatch b\r\nlist-tubes\r\n")
                .expect("USING a\r\nWATCHING 2\r\nOK 22\r\n---\n- default\n- a\n- b\n\r\n")
                .send("put 0 0 60 1\r\nx\r\nuse default\r\nignore b\r\nlist-tubes\r\n")
                .expect("INSERTED 1\r\nUSING default\r\nWATCHING 1\r\nOK 18\r\n---\n- default\n- a\n\r\n");

        wire.send("delete 1\r\nlist-tubes\r\nstats-tube a\r\n")
                .expect("DELETED\r\nOK 14\r\n---\n- default\n\r\nNOT_FOUND\r\n");
    }

    @Test
    void what_is_not_there_is_not_found() throws IOException {
        connect()
                .send("delete 9\r\nrelease 9 1 1\r\nbury 9 1\r\ntouch 9\r\npeek 9\r\nkick-job 9\r\nreserve-job 9\r\n")
                .expect("NOT_FOUND\r\n".repeat(7))
                .send("stats-job 9\r\nstats-tube nope\r\npause-tube nope 1\r\npeek-ready\r\npeek-delayed\r\n")
                .expect("NOT_FOUND\r\n".repeat(5))
                .send("peek-buried\r\nkick 10\r\ndelete 18446744073709551615\r\n")
                .expect("NOT_FOUND\r\nKICKED 0\r\nNOT_FOUND\r\n");
    }

    @Test
    void peek_shows_the_next_job_of_the_used_tube_in_each_state() throws IOException {
        Wire wire = connect()
                .send("put 9 0 60 1\r\na\r\nput 1 0 60 1\r\nb\r\nput 1 90 60 1\r\nc\r\nput 1 80 60 1\r\nd\r\n")
                .expect("INSERTED 1\r\nINSERTED 2\r\nINSERTED 3\r\nINSERTED 4\r\n");

        wire.send("peek-ready\r\npeek-delayed\r\npeek-buried\r\npeek 1\r\n")
                .expect("FOUND 2 1\r\nb\r\nFOUND 4 1\r\nd\r\nNOT_FOUND\r\nFOUND 1 1\r\na\r\n")
                .send("reserve\r\nbury 2 5\r\npeek-buried\r\nuse other\r\npeek-buried\r\n")
                .expect("RESERVED 2 1\r\nb\r\nBURIED\r\nFOUND 2 1\r\nb\r\nUSING other\r\nNOT_FOUND\r\n");
    }

    @Test
    void kick_takes_the_buried_first_and_else_the_delayed() throws IOException {
        Wire wire = connect()
                .send("put 1 0 60 1\r\na\r\nput 1 0 60 1\r\nb\r\nput 1 90 60 1\r\nc\r\nreserve\r\nreserve\r\n")
                .expect("INSERTED 1\r\nINSERTED 2\r\nINSERTED 3\r\nRESERVED 1 1\r\na\r\nRESERVED 2 1\r\nb\r\n")
                .send("bury 2 1\r\nbury 1 1\r\n")
                .expect("BURIED\r\nBURIED\r\n");

        wire.send("kick 1\r\npeek-ready\r\nkick 10\r\nkick 10\r\nkick -1\r\n")
                .expect("KICKED 1\r\nFOUND 2 1\r\nb\r\nKICKED 1\r\nKICKED 1\r\nKICKED 0\r\n");
    }

    @Test
    void kick_job_makes_a_delayed_or_buried_job_ready_and_no_other() throws IOException {
        connect()
                .send("put 1 90 60 1\r\na\r\nkick-job 1\r\nkick-job 1\r\nreserve\r\nkick-job 1\r\n")
                .expect("INSERTED 1\r\nKICKED\r\nNOT_FOUND\r\nRESERVED 1 1\r\na\r\nNOT_FOUND\r\n")
                .send("bury 1 1\r\nkick-job 1\r\nreserve\r\n")
                .expect("BURIED\r\nKICKED\r\nRESERVED 1 1\r\na\r\n");
    }

    @Test
    void reserve_job_takes_that_very_job_from_any_state_but_reserved() throws IOException {
        Wire other = connect();
        connect()
                .send("use t\r\nput 1 90 60 1\r\na\r\nreserve-job 1\r\n")
                .expect("USING t\r\nINSERTED 1\r\nRESERVED 1 1\r\na\r\n")
                .send("reserve-job 1\r\nbury 1 1\r\nreserve-job 1\r\nrelease 1 1 0\r\nreserve-job 1\r\n")
                .expect("NOT_FOUND\r\nBURIED\r\nRESERVED 1 1\r\na\r\nRELEASED\r\nRESERVED 1 1\r\na\r\n");

        other.send("reserve-job 1\r\n").expect("NOT_FOUND\r\n");
    }

    @Test
    void a_release_sets_priority_and_delay() throws IOException {
        connect()
                .send("put 1 0 60 1\r\na\r\nreserve\r\nrelease 1 7 90\r\n")
                .expect("INSERTED 1\r\nRESERVED 1 1\r\na\r\nRELEASED\r\n");

        assertThat(statsJob(1))
                .containsEntry("state", "delayed")
                .containsEntry("pri", "7")
                .containsEntry("delay", "90");
    }

    @Test
    void the_most_urgent_job_of_all_watched_tubes_comes_first_and_among_equals_the_oldest() throws IOException {
        connect()
                .send("use a\r\nput 5 0 60 1\r\na\r\nuse b\r\nput 5 0 60 1\r\nb\r\nput 4 0 60 1\r\nc\r\n")
                .expect("USING a\r\nINSERTED 1\r\nUSING b\r\nINSERTED 2\r\nINSERTED 3\r\n")
                .send("watch b\r\nwatch a\r\nreserve\r\nreserve\r\nrelease 1 5 0\r\nreserve\r\nreserve\r\n")
                .expect("WATCHING 2\r\nWATCHING 3\r\nRESERVED 3 1\r\nc\r\nRESERVED 1 1\r\na\r\nRELEASED\r\n")
                .expect("RESERVED 1 1\r\na\r\nRESERVED 2 1\r\nb\r\n");
    }

    @Test
    void a_paused_tube_gives_no_jobs_until_the_pause_is_over() throws IOException {
        connect()
                .send("put 1 0 60 1\r\na\r\npause-tube default 1\r\nreserve-with-timeout 0\r\npeek-ready\r\n")
                .expect("INSERTED 1\r\nPAUSED\r\nTIMED_OUT\r\nFOUND 1 1\r\na\r\n")
                .send("reserve\r\n")
                .expectNothing()
                .expect("RESERVED 1 1\r\na\r\n");
        assertThat(statsTube("default")).containsEntry("cmd-pause-tube", "1").containsEntry("pause", "0");
    }

    @Test
    void a_pause_of_nothing_is_over_at_once() throws IOException {
        connect()
                .send("put 1 0 60 1\r\na\r\npause-tube  default  60\r\npause-tube default 0\r\nreserve\r\n")
                .expect("INSERTED 1\r\nPAUSED\r\nPAUSED\r\nRESERVED 1 1\r\na\r\n");
    }
}
