package io.jobferry.testkit;

import static io.jobferry.testkit.Resp.NULL_BULK;
import static io.jobferry.testkit.Resp.add;
import static io.jobferry.testkit.Resp.array;
import static io.jobferry.testkit.Resp.job;
import static io.jobferry.testkit.Resp.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What three nodes do together. What one tells the others takes a real one a while. */
public abstract class DisqueClusterWireSuite {
    private static final int NODES = 3;
    private static final Duration A_WHILE = Duration.ofSeconds(20);
    private static final String NO_REPLICAS = "-NOREPL Not enough reachable nodes for the requested replication level";
    private static final String LEAVING =
            "-LEAVING This node is leaving the cluster, please connect to a different one\r\n";

    private final List<Wire> wires = new ArrayList<>();
    private DisqueWireServer server;

    /** A new server of three nodes that know each other; the suite closes it. */
    protected abstract DisqueWireServer start();

    @BeforeEach
    final void startServer() throws IOException {
        server = start();
        for (int node = 0; node < NODES; node++) {
            wires.add(new Wire(server.port(node)));
        }
    }

    @AfterEach
    final void closeAll() throws IOException {
        for (Wire wire : wires) {
            wire.close();
        }
        server.close();
    }

    @Test
    void hello_tells_every_node_all_nodes() throws IOException {
        for (int node = 0; node < NODES; node++) {
            String hello = read(wires.get(node).send("HELLO\r\n"));

            assertThat(hello).startsWith("[:1 " + id(node) + " [");
            assertThat(hello.split("\\[", -1)).hasSize(2 + NODES);
            for (int other = 0; other < NODES; other++) {
                assertThat(hello).contains("[" + id(other) + " 127.0.0.1 " + server.port(other) + " 1]");
            }
        }
    }

    @Test
    void jobs_are_named_after_the_node_that_took_them_and_go_to_three() throws IOException {
        String id = add(wires.get(1), "q j 1000");

        assertThat(id).startsWith("D-" + id(1).substring(0, 8) + "-");
        assertThat(show(1, id))
                .contains("state queued repl :3", id(0), id(1), id(2))
                .contains("nodes-confirmed []");
        assertThat(show(0, id)).contains("state active repl :3");
        wires.get(0).send("ADDJOB q j 1000 REPLICATE 4\r\n").expect(NO_REPLICAS + "\r\n");
    }

    @Test
    void jobs_lie_in_the_queue_of_one_node_and_come_to_who_wants_them_at_another() throws IOException {
        String id = add(wires.get(0), "q j 1000 REPLICATE 1");
        wires.get(1).send("QLEN q\r\nQPEEK q 1\r\nQSTAT q\r\n").expect(":0\r\n*0\r\n*-1\r\n");
        wires.get(0).send("QLEN q\r\n").expect(":1\r\n");

        wires.get(1).send("GETJOB WITHCOUNTERS FROM q\r\n").expect(array(job("q", id, "j", 0, 0)));

        wires.get(0).send("QLEN q\r\n").expect(":0\r\n");
        wires.get(1).send("WORKING " + id + "\r\nNACK " + id + "\r\nQLEN q\r\n").expect(":300\r\n:1\r\n:1\r\n");
    }

    @Test
    void who_waits_at_one_node_is_served_by_another() throws IOException {
        Wire waiting = wires.get(2).send("GETJOB FROM q\r\n").expectNothing();

        String id = add(wires.get(0), "q j 1000 REPLICATE 1");

        waiting.expect(array(job("q", id, "j")));
    }

    @Test
    void a_node_without_a_copy_knows_nothing_of_a_job() throws IOException {
        String id = add(wires.get(0), "q j 1000 REPLICATE 1");

        wires.get(1)
                .send("NACK " + id + "\r\nENQUEUE " + id + "\r\nDEQUEUE " + id + "\r\nDELJOB " + id + "\r\n")
                .expect(":0\r\n".repeat(4))
                .send("WORKING " + id + "\r\nSHOW " + id + "\r\nJSCAN\r\n")
                .expect("-NOJOB Job not known in the context of this node.\r\n" + NULL_BULK
                        + "*2\r\n$1\r\n0\r\n*0\r\n");
        wires.get(0).send("QLEN q\r\n").expect(":1\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACKJOB", "FASTACK"})
    void a_node_without_a_copy_counts_no_acknowledgement_but_passes_it_on(String command) throws IOException {
        String id = add(wires.get(0), "q j 1000 REPLICATE 1");

        wires.get(1).send(command + " " + id + "\r\n").expect(":0\r\n");

        await().atMost(A_WHILE).until(() -> show(0, id).equals("null"));
        wires.get(0).send("QLEN q\r\n").expect(":0\r\n");
    }

    @Test
    void a_nack_queues_a_job_at_the_node_that_is_told() throws IOException {
        String id = add(wires.get(0), "q j 1000");
        wires.get(0).send("GETJOB FROM q\r\n").expect(array(job("q", id, "j")));

        wires.get(2).send("NACK " + id + "\r\nQLEN q\r\n").expect(":1\r\n:1\r\n");

        wires.get(0).send("QLEN q\r\n").expect(":0\r\n");
        assertThat(show(0, id)).contains("state active");
        assertThat(show(2, id)).contains("state queued");
        wires.get(2).send("GETJOB WITHCOUNTERS FROM q\r\n").expect(array(job("q", id, "j", 1, 0)));
    }

    @Test
    void a_pause_is_one_nodes_own_unless_it_is_broadcast() throws IOException {
        wires.get(0).send("PAUSE q in\r\n").expect("+in\r\n");
        wires.get(1).send("PAUSE q state\r\n").expect("+none\r\n");

        wires.get(0).send("PAUSE q out bcast\r\n").expect("+out\r\n");

        await().atMost(A_WHILE)
                .until(() -> read(wires.get(1).send("PAUSE q state\r\n")).equals("+out"));
    }

    @Test
    void a_node_that_leaves_takes_jobs_only_for_others() throws IOException {
        wires.get(0)
                .send("CLUSTER LEAVING yes\r\nADDJOB q j 1000\r\nADDJOB q j 1000 REPLICATE 5\r\n")
                .expect("+OK\r\n" + NO_REPLICAS + ", since I'm unable to hold a copy of the message for the following"
                        + " reason: I'm leaving the cluster\r\n")
                .expect(NO_REPLICAS + "\r\n");

        String id = add(wires.get(0), "q j 1000 REPLICATE 2");

        assertThat(id).startsWith("D-" + id(0).substring(0, 8) + "-");
        assertThat(show(0, id)).isEqualTo("null");
        assertThat(show(1, id)).contains("repl :2");
        wires.get(0).send("QLEN q\r\nGETJOB NOHANG FROM q\r\nGETJOB FROM q\r\n").expect(":0\r\n*-1\r\n" + LEAVING);
        wires.get(1).send("GETJOB FROM q\r\n").expect(array(job("q", id, "j")));
    }

    @Test
    void all_are_told_of_a_node_that_leaves() throws IOException {
        Wire waiting = wires.get(0).send("GETJOB FROM q\r\n").expectNothing();

        try (Wire other = new Wire(server.port(0))) {
            other.send("CLUSTER LEAVING yes\r\n").expect("+OK\r\n");
        }

        waiting.expect(LEAVING);
        await().atMost(A_WHILE).until(() -> priority(1, 0).equals("100"));
        assertThat(priority(0, 0)).isEqualTo("100");
        assertThat(priority(1, 2)).isEqualTo("1");
        assertThat(read(wires.get(1).send("ADDJOB q j 1000\r\n"))).startsWith("-NOREPL ");
        String id = add(wires.get(1), "q j 1000 REPLICATE 2");
        assertThat(show(2, id)).contains("repl :2");
    }

    @Test
    void what_lay_in_the_queue_of_a_node_that_died_comes_out_of_another() throws IOException {
        String id = add(wires.get(0), "q j 1000 RETRY 1");

        server.kill(0);

        wires.get(0).expectEnd();
        wires.get(1).send("GETJOB FROM q\r\n").expect(array(job("q", id, "j")));
        await().atMost(A_WHILE).until(() -> !priority(1, 0).equals("1"));
        wires.get(1).send("ACKJOB " + id + "\r\n").expect(":1\r\n");
    }

    private String id(int node) throws IOException {
        return read(wires.get(node).send("CLUSTER MYID\r\n"));
    }

    private String show(int node, String id) throws IOException {
        return read(wires.get(node).send("SHOW " + id + "\r\n"));
    }

    /** How good one node says that another is. */
    private String priority(int says, int of) throws IOException {
        String hello = read(wires.get(says).send("HELLO\r\n"));
        return hello.replaceAll(".* 127.0.0.1 " + server.port(of) + " ([0-9]+)\\].*", "$1");
    }
}
