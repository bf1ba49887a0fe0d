package io.jobferry.testkit;

import static io.jobferry.testkit.Resp.NULL_ARRAY;
import static io.jobferry.testkit.Resp.NULL_BULK;
import static io.jobferry.testkit.Resp.add;
import static io.jobferry.testkit.Resp.array;
import static io.jobferry.testkit.Resp.bulk;
import static io.jobferry.testkit.Resp.job;
import static io.jobferry.testkit.Resp.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the commands about queues and the server do, and how jobs, queues and nodes are told. */
public abstract class DisqueQueuesWireSuite extends DisqueWireSuite {
    @Test
    void peek_shows_the_oldest_or_the_newest_and_leaves_them_there() throws IOException {
        Wire wire = connect();
        String a = add(wire, "q a 0");
        String b = add(wire, "q b 0");
        String c = add(wire, "q c 0");

        wire.send("QPEEK q 2\r\nQPEEK q -2\r\nQPEEK q 0\r\nQPEEK nope 1\r\nQLEN q\r\n")
                .expect(array(job("q", a, "a"), job("q", b, "b")) + array(job("q", c, "c"), job("q", b, "b")))
                .expect("*0\r\n*0\r\n:3\r\n");
    }

    @Test
    void stat_tells_a_queue_in_ten_fields() throws IOException {
        Wire wire = connect();
        add(wire, "q a 0");
        add(wire, "q b 0");
        read(wire.send("GETJOB FROM q\r\n"));

        String stat = read(wire.send("QSTAT q\r\n"));

        assertThat(stat)
                .matches("\\[name q len :1 age :[01] idle :[01] blocked :0 import-from \\[\\] import-rate :0"
                        + " jobs-in :2 jobs-out :1 pause none\\]");
        wire.send("QSTAT nope\r\n").expect(NULL_ARRAY);
    }

    @Test
    void stat_counts_who_waits() throws IOException {
        connect().send("GETJOB FROM a b a\r\n").expectNothing();
        connect().send("GETJOB FROM b\r\n").expectNothing();

        assertThat(read(connect().send("QSTAT a\r\n"))).contains("blocked :1");
        assertThat(read(connect().send("QSTAT b\r\n"))).contains("blocked :2");
        assertThat(read(connect().send("INFO clients\r\n"))).contains("blocked_clients:2");
    }

    @Test
    void show_tells_a_job_in_fifteen_fields() throws IOException {
        Wire wire = connect();
        String node = read(wire.send("CLUSTER MYID\r\n"));
        String id = add(wire, "q body 0 RETRY 100 TTL 1000");

        String shown = read(wire.send("SHOW " + id + "\r\n"));

        assertThat(shown)
                .startsWith("[id " + id + " queue q state queued repl :1 ttl :")
                .contains("delay :0 retry :100 nacks :0 additional-deliveries :0 nodes-delivered [" + node
                        + "] nodes-confirmed [] next-requeue-within :")
                .endsWith("body body]")
                .matches(".* ttl :(1000|999) ctime :[0-9]{19} .*")
                .matches(".* next-requeue-within :(99|100)[0-9]{3} next-awake-within :(98|99|100)[0-9]{3} body .*");
    }

    @Test
    void show_tells_what_a_job_went_through() throws IOException {
        Wire wire = connect();
        String id = add(wire, "q j 0 DELAY 50 RETRY 100");

        assertThat(read(wire.send("SHOW " + id + "\r\n")))
                .contains("state active")
                .contains("delay :50 retry :100 nacks :0 additional-deliveries :0")
                .matches(".*next-requeue-within :(49|50)[0-9]{3} next-awake-within :(49|50)[0-9]{3} .*");
        wire.send("NACK " + id + "\r\n").expect(":1\r\n");
        read(wire.send("GETJOB FROM q\r\n"));
        assertThat(read(wire.send("SHOW " + id + "\r\n")))
                .contains("state active")
                .contains("nacks :1 additional-deliveries :0")
                .matches(".*next-requeue-within :(99|100)[0-9]{3} .*");
    }

    @Test
    void show_tells_what_is_delivered_at_most_once_without_a_requeue() throws IOException {
        Wire wire = connect();
        String id = add(wire, "q j 0 RETRY 0");

        assertThat(read(wire.send("SHOW " + id + "\r\n")))
                .contains("retry :0")
                .matches(".*next-requeue-within null next-awake-within :(8639|8640)[0-9]{4} .*");
        wire.send("SHOW D-00000000-000000000000000000000000-05a1\r\n").expect(NULL_BULK);
    }

    @Test
    void a_queue_paused_in_takes_no_jobs_but_gives_them() throws IOException {
        Wire wire = connect();
        String id = add(wire, "q j 0");

        wire.send("PAUSE q in\r\nADDJOB q j 0\r\nGETJOB NOHANG FROM q\r\nNACK " + id + "\r\nGETJOB NOHANG FROM q\r\n")
                .expect("+in\r\n-PAUSED Queue paused in input, try later\r\n" + array(job("q", id, "j")))
                .expect(":1\r\n" + array(job("q", id, "j")));
    }

    @Test
    void a_queue_paused_out_gives_no_jobs_until_it_is_not() throws IOException {
        Wire wire = connect();
        String id = add(wire, "q j 0");
        wire.send("PAUSE q out\r\nGETJOB NOHANG FROM q\r\n").expect("+out\r\n" + NULL_ARRAY);
        Wire waiting = connect().send("GETJOB FROM q\r\n").expectNothing();

        wire.send("PAUSE q none\r\n").expect("+none\r\n");

        waiting.expect(array(job("q", id, "j")));
    }

    @Test
    void pause_says_what_is_paused_and_each_replaces_the_last() throws IOException {
        connect()
                .send("PAUSE q state\r\nPAUSE q in\r\nPAUSE q out bcast\r\nPAUSE q in out\r\nPAUSE q state\r\n")
                .expect("+none\r\n+in\r\n+out\r\n+all\r\n+all\r\n")
                .send("PAUSE q bcast\r\nPAUSE q all none\r\nPAUSE q none in\r\nPAUSE q ALL\r\nPAUSE q none\r\n")
                .expect("+all\r\n+none\r\n+in\r\n+all\r\n+none\r\n");
    }

    @Test
    void a_queue_is_there_once_jobs_were_wanted_of_it() throws IOException {
        connect()
                .send("QLEN a\r\nQPEEK a 1\r\nQSTAT a\r\nPAUSE a state\r\nPAUSE a none\r\nINFO queues\r\n")
                .expect(":0\r\n*0\r\n*-1\r\n+none\r\n+none\r\n" + bulk("# Queues\r\nregistered_queues:0\r\n"))
                .send("GETJOB NOHANG FROM a\r\nPAUSE b in\r\nINFO queues\r\n")
                .expect("*-1\r\n+in\r\n" + bulk("# Queues\r\nregistered_queues:2\r\n"));
    }

    @Test
    void scans_of_little_are_done_at_once() throws IOException {
        Wire wire = connect();
        wire.send("QSCAN\r\nJSCAN 0\r\n").expect(array(bulk("0"), array()).repeat(2));
        String id = add(wire, "q j 0");
        String found = array(bulk("0"), array("+" + id + "\r\n"));

        wire.send("QSCAN 0 COUNT 10\r\nJSCAN\r\nJSCAN COUNT 5 0 REPLY id\r\n")
                .expect(array(bulk("0"), array(bulk("q"))) + found.repeat(2));
    }

    @Test
    void a_scan_of_queues_tells_them_all_in_parts() throws IOException {
        Wire wire = connect();
        Set<String> queues = new TreeSet<>();
        for (int i = 0; i < 50; i++) {
            queues.add("queue-" + i);
            add(wire, "queue-" + i + " j 0");
        }

        assertThat(scanned(wire, "QSCAN COUNT 7")).isEqualTo(queues);
        assertThat(read(wire.send("QSCAN BUSYLOOP COUNT 1\r\n")))
                .startsWith("[0 [")
                .contains(queues);
    }

    @Test
    void a_scan_of_jobs_tells_them_all_in_parts() throws IOException {
        Wire wire = connect();
        Set<String> ids = new TreeSet<>();
        for (int i = 0; i < 50; i++) {
            ids.add("+" + add(wire, "q j 0"));
        }

        assertThat(scanned(wire, "JSCAN COUNT 7")).isEqualTo(ids);
        assertThat(read(wire.send("JSCAN COUNT 1 BUSYLOOP\r\n")))
                .startsWith("[0 [")
                .contains(ids);
    }

    @Test
    void a_scan_of_queues_may_be_for_some_lengths() throws IOException {
        Wire wire = connect();
        add(wire, "two a 0");
        add(wire, "two b 0");
        add(wire, "one a 0");

        wire.send("QSCAN MINLEN 2\r\nQSCAN MAXLEN 1\r\nQSCAN MINLEN 2 MAXLEN 1\r\nQSCAN IMPORTRATE 1\r\n")
                .expect(array(bulk("0"), array(bulk("two"))) + array(bulk("0"), array(bulk("one"))))
                .expect(array(bulk("0"), array()).repeat(2));
    }

    @Test
    void a_scan_of_jobs_may_be_for_a_queue_and_states() throws IOException {
        Wire wire = connect();
        String queued = add(wire, "a j 0");
        String active = add(wire, "b j 0");
        read(wire.send("GETJOB FROM b\r\n"));

        wire.send("JSCAN QUEUE a\r\nJSCAN STATE active\r\nJSCAN STATE acked STATE wait-repl\r\nJSCAN QUEUE nope\r\n")
                .expect(array(bulk("0"), array("+" + queued + "\r\n")))
                .expect(array(bulk("0"), array("+" + active + "\r\n")))
                .expect(array(bulk("0"), array()).repeat(2));
        assertThat(read(wire.send("JSCAN STATE queued STATE active QUEUE b REPLY all\r\n")))
                .startsWith("[0 [[id " + active + " queue b state active ");
    }

    @Test
    void hello_of_a_lone_node_tells_no_address() throws IOException {
        Wire wire = connect();
        String node = read(wire.send("CLUSTER MYID\r\n"));

        wire.send("HELLO\r\n")
                .expect(array(":1\r\n", bulk(node), array(bulk(node), bulk(""), bulk("" + port()), bulk("1"))));
        assertThat(node).matches("[0-9a-f]{40}");
    }

    @Test
    void a_lone_node_that_leaves_takes_no_jobs_and_lets_nobody_wait_but_gives_what_it_has() throws IOException {
        Wire wire = connect();
        String node = read(wire.send("CLUSTER MYID\r\n"));
        String id = add(wire, "q j 0");

        wire.send("CLUSTER LEAVING\r\nCLUSTER LEAVING yes\r\nCLUSTER LEAVING\r\nADDJOB q j 0\r\n")
                .expect("+no\r\n+OK\r\n+yes\r\n-NOREPL Not enough reachable nodes for the requested replication level,"
                        + " since I'm unable to hold a copy of the message for the following reason:"
                        + " I'm leaving the cluster\r\n")
                .send("ADDJOB q j 0 REPLICATE 2\r\nGETJOB FROM q\r\nGETJOB NOHANG FROM q\r\nGETJOB FROM q\r\n")
                .expect("-NOREPL Not enough reachable nodes for the requested replication level\r\n")
                .expect(array(job("q", id, "j")) + NULL_ARRAY)
                .expect("-LEAVING This node is leaving the cluster, please connect to a different one\r\n")
                .send("HELLO\r\nCLUSTER LEAVING no\r\nQLEN q\r\n")
                .expect(array(":1\r\n", bulk(node), array(bulk(node), bulk(""), bulk("" + port()), bulk("100"))))
                .expect("+OK\r\n:0\r\n");
    }

    @Test
    void who_waits_at_a_node_that_leaves_is_told() throws IOException {
        Wire waiting = connect().send("GETJOB FROM q\r\nPING\r\n").expectNothing();

        connect().send("CLUSTER LEAVING yes\r\n").expect("+OK\r\n");

        waiting.expect("-LEAVING This node is leaving the cluster, please connect to a different one\r\n+PONG\r\n");
    }

    @Test
    void info_tells_sections_by_name() throws IOException {
        Wire wire = connect();
        add(wire, "q j 0");

        wire.send("INFO JOBS\r\nINFO queues\r\nINFO nope\r\n")
                .expect(bulk("# Jobs\r\nregistered_jobs:1\r\n"))
                .expect(bulk("# Queues\r\nregistered_queues:1\r\n") + bulk(""));
        assertThat(read(wire.send("INFO\r\n")))
                .startsWith("# Server\r\ndisque_version:1.0-rc1\r\n")
                .contains("\r\ntcp_port:" + port() + "\r\n")
                .contains("\r\nconnected_clients:1\r\n")
                .contains("\r\n\r\n# Jobs\r\nregistered_jobs:1\r\n\r\n# Queues\r\nregistered_queues:1\r\n\r\n");
    }

    @Test
    void time_is_that_of_the_jobs() throws IOException {
        Wire wire = connect();
        String before = read(wire.send("TIME\r\n"));
        String id = add(wire, "q j 0");
        String after = read(wire.send("TIME\r\n"));

        String shown = read(wire.send("SHOW " + id + "\r\n"));

        long created = Long.parseLong(shown.replaceAll(".* ctime :([0-9]{13})[0-9]{6} .*", "$1"));
        assertThat(created).isBetween(millis(before), millis(after));
    }

    /** {@code [1795254669 711000]}. */
    private static long millis(String time) {
        String[] parts = time.substring(1, time.length() - 1).split(" ", 2);
        return 1000 * Long.parseLong(parts[0]) + Long.parseLong(parts[1]) / 1000;
    }

    @Test
    void a_server_without_a_password_wants_none() throws IOException {
        connect().send("AUTH x\r\nPING\r\n").expect("-ERR Client sent AUTH, but no password is set\r\n+PONG\r\n");
    }

    /** What scans tell until one has the cursor 0. */
    private static Set<String> scanned(Wire wire, String scan) throws IOException {
        Set<String> found = new TreeSet<>();
        String cursor = "0";
        do {
            String page = read(wire.send(scan + " " + cursor + "\r\n"));
            int elements = page.indexOf(" [");
            cursor = page.substring(1, elements);
            for (String element :
                    page.substring(elements + 2, page.length() - 2).split(" ", -1)) {
                found.add(element);
            }
        } while (!cursor.equals("0"));
        found.remove("");
        return found;
    }
}
