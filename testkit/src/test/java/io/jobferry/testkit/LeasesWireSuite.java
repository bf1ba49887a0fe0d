package io.jobferry.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What waiting, leases and closed connections do; the numbers are those of the measurements that this keeps. */
public abstract class LeasesWireSuite extends WireSuite {
    @Test
    void b1_a_waiting_reserve_holds_back_what_follows_until_a_lease_is_about_to_end() throws IOException {
        connect()
                .send("put 1 0 2 1\r\na\r\nreserve\r\n")
                .expect("INSERTED 1\r\nRESERVED 1 1\r\na\r\n")
                .send("reserve\r\ndelete 1\r\n")
                .expectNothing()
                .expect("DEADLINE_SOON\r\nDELETED\r\n");
    }

    @Test
    void b2_what_follows_a_reserve_waits_for_its_time_out() throws IOException {
        long start = System.nanoTime();

        connect()
                .send("put 1 0 60 1\r\na\r\nreserve\r\nreserve-with-timeout 1\r\ndelete 1\r\n")
                .expect("INSERTED 1\r\nRESERVED 1 1\r\na\r\nTIMED_OUT\r\nDELETED\r\n");

        assertThat(System.nanoTime() - start).isBetween(990_000_000L, 2_000_000_000L);
    }

    @Test
    void b3_a_second_reserve_of_one_connection_waits_for_its_own_job() throws IOException {
        Wire worker = connect()
                .send("put 1 0 60 1\r\na\r\nreserve\r\nreserve\r\ndelete 1\r\n")
                .expect("INSERTED 1\r\nRESERVED 1 1\r\na\r\n")
                .expectNothing();

        connect().send("put 1 0 60 1\r\nb\r\n").expect("INSERTED 2\r\n");

        worker.expect("RESERVED 2 1\r\nb\r\nDELETED\r\n");
    }

    @Test
    void b4_only_the_holder_settles() throws IOException {
        Wire holder = connect().send("put 1 0 60 1\r\na\r\nreserve\r\n").expect("INSERTED 1\r\nRESERVED 1 1\r\na\r\n");

        connect().send("delete 1\r\ntouch 1\r\nrelease 1 1 0\r\nbury 1 1\r\n").expect("NOT_FOUND\r\n".repeat(4));

        holder.send("touch 1\r\ndelete 1\r\n").expect("TOUCHED\r\nDELETED\r\n");
    }

    @Test
    void anybody_deletes_what_nobody_holds() throws IOException {
        connect()
                .send("put 1 0 60 1\r\na\r\nput 1 90 60 1\r\nb\r\nput 0 0 60 1\r\nc\r\nreserve\r\nbury 3 1\r\n")
                .expect("INSERTED 1\r\nINSERTED 2\r\nINSERTED 3\r\nRESERVED 3 1\r\nc\r\nBURIED\r\n");

        connect().send("delete 1\r\ndelete 2\r\ndelete 3\r\n").expect("DELETED\r\n".repeat(3));
    }

    @Test
    void b5_a_closed_connection_gives_its_jobs_back_and_counts_nothing() throws IOException {
        Wire holder = connect()
                .send("put 1 0 60 1\r\na\r\nput 1 0 60 1\r\nb\r\nreserve\r\nreserve\r\n")
                .expect("INSERTED 1\r\nINSERTED 2\r\nRESERVED 1 1\r\na\r\nRESERVED 2 1\r\nb\r\n");
        Wire waiting = connect().send("reserve\r\n").expectNothing();

        holder.close();

        waiting.expect("RESERVED 1 1\r\na\r\n");
        assertThat(statsJob(1))
                .containsEntry("reserves", "2")
                .containsEntry("timeouts", "0")
                .containsEntry("releases", "0")
                .containsEntry("buries", "0")
                .containsEntry("kicks", "0");
        assertThat(statsJob(2)).containsEntry("state", "ready");
    }

    @Test
    void a_connection_that_is_closed_while_it_waits_gives_its_jobs_back() throws IOException {
        Wire holder = connect()
                .send("put 1 0 60 1\r\na\r\nreserve\r\nreserve\r\n")
                .expect("INSERTED 1\r\nRESERVED 1 1\r\na\r\n")
                .expectNothing();

        holder.close();

        connect().send("reserve\r\n").expect("RESERVED 1 1\r\na\r\n");
    }

    @Test
    void b6_near_the_end_of_a_lease_the_answer_for_nothing_is_deadline_soon() throws IOException {
        connect()
                .send("put 1 0 1 1\r\na\r\nreserve\r\nreserve-with-timeout 0\r\nreserve\r\n")
                .expect("INSERTED 1\r\nRESERVED 1 1\r\na\r\nDEADLINE_SOON\r\nDEADLINE_SOON\r\n");
        connect()
                .send("use t\r\nwatch t\r\nput 1 0 60 1\r\na\r\nreserve\r\nreserve-with-timeout 0\r\n")
                .expect("USING t\r\nWATCHING 2\r\nINSERTED 2\r\nRESERVED 2 1\r\na\r\nTIMED_OUT\r\n");
    }

    @Test
    void b7_a_delete_after_the_lease_is_done_if_nobody_else_has_the_job() throws IOException {
        Wire late = connect().send("put 1 0 1 1\r\na\r\nreserve\r\n").expect("INSERTED 1\r\nRESERVED 1 1\r\na\r\n");
        awaitLeaseEnd(late, 1);

        late.send("touch 1\r\nrelease 1 1 0\r\nbury 1 1\r\ndelete 1\r\n")
                .expect("NOT_FOUND\r\nNOT_FOUND\r\nNOT_FOUND\r\nDELETED\r\n");
    }

    @Test
    void b7_a_delete_after_the_lease_is_not_done_if_another_has_the_job() throws IOException {
        Wire late = connect().send("put 1 0 1 1\r\na\r\nreserve\r\n").expect("INSERTED 1\r\nRESERVED 1 1\r\na\r\n");

        Wire rival = connect().send("reserve\r\n");
        awaitLeaseEnd(late, 1);

        rival.expect("RESERVED 1 1\r\na\r\n");
        late.send("delete 1\r\n").expect("NOT_FOUND\r\n");
        assertThat(statsJob(1)).containsEntry("timeouts", "1").containsEntry("reserves", "2");
        assertThat(stats()).containsEntry("job-timeouts", "1");
    }

    @Test
    void b7b_a_touch_begins_the_lease_anew() throws IOException {
        Wire holder = connect().send("put 1 0 2 1\r\na\r\nreserve\r\n").expect("INSERTED 1\r\nRESERVED 1 1\r\na\r\n");
        Wire rival = connect();

        for (int i = 0; i < 3; i++) {
            rival.send("reserve-with-timeout 1\r\n").expect("TIMED_OUT\r\n");
            holder.send("touch 1\r\n").expect("TOUCHED\r\n");
        }

        holder.send("delete 1\r\n").expect("DELETED\r\n");
    }

    @Test
    void b18_deadline_soon_only_while_nothing_is_ready_and_then_the_own_job_again() throws IOException {
        Wire worker = connect()
                .send("put 1 0 1 1\r\na\r\nreserve\r\nreserve\r\nreserve\r\n")
                .expect("INSERTED 1\r\nRESERVED 1 1\r\na\r\nDEADLINE_SOON\r\nDEADLINE_SOON\r\n")
                .send("put 1 0 60 1\r\nb\r\nreserve\r\nreserve\r\n")
                .expect("INSERTED 2\r\nRESERVED 2 1\r\nb\r\nDEADLINE_SOON\r\n");
        awaitLeaseEnd(worker, 1);

        worker.send("reserve\r\n").expect("RESERVED 1 1\r\na\r\n");
    }

    @Test
    void a_waiting_connection_gets_a_job_when_its_delay_is_over() throws IOException {
        Wire waiting = connect().send("reserve\r\n").expectNothing();

        connect().send("put 1 1 60 1\r\na\r\n").expect("INSERTED 1\r\n");

        waiting.expectNothing().expect("RESERVED 1 1\r\na\r\n");
    }

    @Test
    void those_who_wait_are_served_in_their_order() throws IOException {
        Wire first = connect().send("reserve\r\n").expectNothing();
        Wire second = connect().send("reserve\r\n").expectNothing();
        assertThat(stats()).containsEntry("current-waiting", "2");

        connect().send("put 1 0 60 1\r\na\r\nput 1 0 60 1\r\nb\r\n").expect("INSERTED 1\r\nINSERTED 2\r\n");

        first.expect("RESERVED 1 1\r\na\r\n");
        second.expect("RESERVED 2 1\r\nb\r\n");
        assertThat(stats()).containsEntry("current-waiting", "0");
    }

    @Test
    void a_connection_waits_for_all_the_tubes_that_it_watches() throws IOException {
        Wire waiting = connect()
                .send("watch a\r\nwatch b\r\nreserve\r\n")
                .expect("WATCHING 2\r\nWATCHING 3\r\n")
                .expectNothing();

        connect().send("use b\r\nput 1 0 60 1\r\na\r\n").expect("USING b\r\nINSERTED 1\r\n");

        waiting.expect("RESERVED 1 1\r\na\r\n");
        assertThat(statsTube("a")).containsEntry("current-waiting", "0");
    }

    /**
     * Waits until the server counted that the lease ended. Version 1.12 sometimes looks at a lease in the very
     * microsecond of its end, finds it not yet over, and does not look again until the holder's connection says
     * something.
     */
    private void awaitLeaseEnd(Wire holder, long id) {
        await().until(() -> {
            holder.send("list-tube-used\r\n").expect("USING default\r\n");
            return "1".equals(statsJob(id).get("timeouts"));
        });
    }
}
