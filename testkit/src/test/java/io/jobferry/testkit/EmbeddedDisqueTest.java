package io.jobferry.testkit;

import static io.jobferry.testkit.Resp.NULL_ARRAY;
import static io.jobferry.testkit.Resp.add;
import static io.jobferry.testkit.Resp.array;
import static io.jobferry.testkit.Resp.job;
import static io.jobferry.testkit.Resp.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Backend;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.Queues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmbeddedDisqueTest {
    @RegisterExtension
    static final EmbeddedDisqueExtension SHARED = new EmbeddedDisqueExtension();

    @RegisterExtension
    final EmbeddedDisqueExtension fresh = new EmbeddedDisqueExtension();

    @RegisterExtension
    final EmbeddedDisqueExtension cluster = new EmbeddedDisqueExtension(() -> EmbeddedDisque.startCluster(3));

    private Wire connect(int node) throws IOException {
        return new Wire(cluster.server().port(node));
    }

    @Test
    void a_restart_on_the_same_port_begins_empty_and_with_another_id() throws Exception {
        EmbeddedDisque first = EmbeddedDisque.start();
        int port = first.port();
        Wire before = new Wire(port);
        add(before, "q j 0");

        first.close();
        first.close();
        before.expectEnd();

        try (EmbeddedDisque second = EmbeddedDisque.start(port);
                Wire after = new Wire(second.port())) {
            after.send("QLEN q\r\n").expect(":0\r\n");
            assertThat(second.id(0)).isNotEqualTo(first.id(0));
        }
        before.close();
    }

    @Test
    void a_port_that_is_taken_is_named() {
        assertThatThrownBy(() -> EmbeddedDisque.start(fresh.port()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(fresh.address());
    }

    @Test
    void a_cluster_has_a_node_or_more() {
        assertThatThrownBy(() -> EmbeddedDisque.startCluster(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }

    @Test
    void a_cluster_tells_its_addresses_and_ids() throws Exception {
        EmbeddedDisque disque = cluster.server();

        assertThat(disque.nodes()).isEqualTo(3);
        assertThat(disque.addresses())
                .containsExactly(disque.address(0), disque.address(1), disque.address(2))
                .doesNotHaveDuplicates()
                .first()
                .isEqualTo(disque.address());
        try (Wire wire = connect(2)) {
            assertThat(read(wire.send("CLUSTER MYID\r\n"))).isEqualTo(disque.id(2));
        }
    }

    @Test
    void a_killed_node_is_gone_when_kill_returns_and_there_again_when_restart_does() throws Exception {
        EmbeddedDisque disque = cluster.server();
        String id = disque.id(1);
        try (Wire cut = connect(1);
                Wire other = connect(0)) {
            cut.send("GETJOB FROM q\r\n").expectNothing();

            disque.kill(1);

            cut.expectEnd();
            assertThatThrownBy(() -> connect(1)).isInstanceOf(ConnectException.class);
            assertThat(read(other.send("HELLO\r\n"))).contains(disque.port(1) + " 100]");
        }

        disque.restart(1);

        try (Wire again = connect(1)) {
            again.send("CLUSTER MYID\r\n").expect(Resp.bulk(id));
            assertThat(read(again.send("HELLO\r\n"))).contains(disque.port(1) + " 1]");
        }
    }

    @Test
    void what_lay_in_the_queue_of_a_killed_node_alone_is_not_lost() throws Exception {
        try (Wire killed = connect(0);
                Wire other = connect(1)) {
            String id = add(killed, "q j 0 REPLICATE 1 RETRY 1");

            cluster.server().kill(0);

            other.send("GETJOB NOHANG FROM q\r\nGETJOB WITHCOUNTERS FROM q\r\n")
                    .expect(NULL_ARRAY + array(job("q", id, "j", 0, 1)));
        }
    }

    @Test
    void what_lay_in_the_queue_of_the_last_node_waits_for_a_restart() throws Exception {
        EmbeddedDisque disque = fresh.server();
        String id;
        try (Wire before = new Wire(disque.port())) {
            id = add(before, "q j 0 RETRY 1");
        }

        disque.kill(0);
        disque.restart(0);

        try (Wire after = new Wire(disque.port())) {
            after.send("QLEN q\r\nGETJOB FROM q\r\n").expect(":0\r\n" + array(job("q", id, "j")));
        }
    }

    @Test
    void a_node_is_killed_and_restarted_in_turn_and_leaves_only_while_it_runs() {
        EmbeddedDisque disque = cluster.server();

        assertThatThrownBy(() -> disque.restart(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("node runs: " + disque.address(1));
        disque.kill(1);
        assertThatThrownBy(() -> disque.kill(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("node does not run: " + disque.address(1));
        assertThatThrownBy(() -> disque.leave(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("node does not run: " + disque.address(1));
    }

    @Test
    void leave_is_what_the_command_does() throws Exception {
        try (Wire leaving = connect(0);
                Wire other = connect(1)) {
            leaving.send("GETJOB FROM q\r\n").expectNothing();

            cluster.server().leave(0);

            leaving.expect("-LEAVING This node is leaving the cluster, please connect to a different one\r\n")
                    .send("CLUSTER LEAVING\r\n")
                    .expect("+yes\r\n");
            assertThat(read(other.send("HELLO\r\n"))).contains(cluster.port() + " 100]");
        }
    }

    @Test
    void its_uri_opens_a_backend() throws Exception {
        try (Backend backend = Queues.open(cluster.uri());
                JobSource source = backend.source(List.of("mail"))) {
            backend.sink("mail").put(NewJob.of("hello"));

            assertThat(source.reserve(1, Duration.ofSeconds(5)))
                    .extracting(held -> held.job().body().utf8())
                    .containsExactly("hello");
        }
    }

    @Test
    void closing_it_ends_waiting_connections() throws Exception {
        try (Wire waiting = new Wire(fresh.port())) {
            waiting.send("GETJOB FROM q\r\n").expectNothing();

            fresh.server().close();

            waiting.expectEnd();
        }
    }

    @Test
    @Order(1)
    void an_extension_in_a_static_field_serves_all_tests_and_one_in_an_instance_field_this_one() throws Exception {
        assertThat(addedTo(SHARED)).isEqualTo(1);
        assertThat(addedTo(fresh)).isEqualTo(1);
    }

    @Test
    @Order(2)
    void the_next_test_finds_the_shared_jobs_and_no_others() throws Exception {
        assertThat(addedTo(SHARED)).isEqualTo(2);
        assertThat(addedTo(fresh)).isEqualTo(1);
    }

    private static int addedTo(EmbeddedDisqueExtension extension) throws IOException {
        try (Wire wire = new Wire(extension.port())) {
            add(wire, "q j 0");
            return Integer.parseInt(read(wire.send("QLEN q\r\n")).substring(1));
        }
    }

    @Test
    void an_extension_that_is_not_registered_says_so() {
        EmbeddedDisqueExtension unused = new EmbeddedDisqueExtension();

        assertThatThrownBy(unused::address)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no embedded Disque");
    }
}
