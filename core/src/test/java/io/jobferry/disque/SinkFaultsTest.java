package io.jobferry.disque;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Backend;
import io.jobferry.JobSink;
import io.jobferry.NewJob;
import io.jobferry.PutResult;
import io.jobferry.PutResult.Kind;
import io.jobferry.QueueException;
import io.jobferry.testing.ClosedPort;
import io.jobferry.testing.ScriptedServer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SinkFaultsTest {
    private static final NewJob ONE = NewJob.of("one");
    private static final NewJob TWO = NewJob.of("two");

    private ScriptedServer server;
    private Backend backend;
    private JobSink sink;

    @BeforeEach
    void open() {
        server = ScriptedServer.start();
        backend = new DisqueBackend(Wire.options(server));
        sink = backend.sink("mail");
    }

    @AfterEach
    void close() {
        backend.close();
        server.close();
    }

    @Test
    void a_batch_and_the_first_hello_are_one_write() {
        server.expects(Wire.HELLO + Wire.add("mail", "one") + Wire.add("mail", "two"))
                .replies(Wire.hello(Wire.A) + "+" + Wire.id(Wire.A, 1) + "\r\n+" + Wire.id(Wire.A, 2) + "\r\n");

        List<PutResult> results = sink.put(List.of(ONE, TWO));

        assertThat(results).containsExactly(PutResult.put(Wire.id(Wire.A, 1)), PutResult.put(Wire.id(Wire.A, 2)));
    }

    @Test
    void the_modules_ids_are_bulk_strings_and_its_hello_is_another() {
        server.expects(Wire.HELLO + Wire.add("mail", "one"))
                .replies(Wire.command("server", "redis") + Wire.bulk(Wire.id(Wire.A, 1)));

        PutResult result = sink.put(ONE);

        assertThat(result).isEqualTo(PutResult.put(Wire.id(Wire.A, 1)));
    }

    @Test
    void fault_05_and_09_a_put_without_an_answer_is_unknown_and_its_late_answer_nobodys() {
        server.expects(Wire.HELLO + Wire.add("mail", "one")).expectsEnd();
        server.connection()
                .expects(Wire.HELLO + Wire.add("mail", "two"))
                .replies(Wire.hello(Wire.A) + "+" + Wire.id(Wire.A, 2) + "\r\n");

        PutResult late = sink.put(ONE);
        PutResult next = sink.put(TWO);

        assertThat(late.kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(next).isEqualTo(PutResult.put(Wire.id(Wire.A, 2)));
    }

    @Test
    void fault_07_a_reset_in_the_middle_of_a_batch_is_unknown_for_what_was_not_answered_and_nothing_is_put_again() {
        server.expects(Wire.HELLO + Wire.add("mail", "one") + Wire.add("mail", "two"))
                .replies(Wire.hello(Wire.A) + "+" + Wire.id(Wire.A, 1) + "\r\n")
                .closes();

        List<PutResult> results = sink.put(List.of(ONE, TWO));

        assertThat(results).extracting(PutResult::kind).containsExactly(Kind.PUT, Kind.UNKNOWN);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void fault_10_bytes_that_are_no_reply_are_unknown_and_end_the_connection() {
        server.expects(Wire.HELLO + Wire.add("mail", "one"))
                .replies(Wire.hello(Wire.A) + "\u0000\u0001hello")
                .expectsEnd();
        server.connection()
                .expects(Wire.HELLO + Wire.add("mail", "two"))
                .replies(Wire.hello(Wire.A) + "+" + Wire.id(Wire.A, 2) + "\r\n");

        PutResult garbage = sink.put(ONE);
        PutResult next = sink.put(TWO);

        assertThat(garbage.kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(garbage.reason()).contains("reply is not RESP2");
        assertThat(next.kind()).isEqualTo(Kind.PUT);
    }

    @Test
    void fault_27_no_replicas_in_time_is_unknown_and_said_so() {
        server.expects(Wire.HELLO + Wire.add("mail", "one"))
                .replies(Wire.hello(Wire.A)
                        + "-NOREPL Timeout reached before replicating to the requested number of nodes\r\n");

        PutResult result = sink.put(ONE);

        assertThat(result.kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(result.reason()).startsWith("NOREPL Timeout reached");
    }

    @Test
    void fault_26_a_put_that_waited_at_a_node_which_leaves_is_unknown_and_the_next_goes_elsewhere() {
        try (ScriptedServer other = ScriptedServer.start();
                Backend two = new DisqueBackend(Wire.options(server, other), new AlwaysFirst());
                JobSink spread = two.sink("mail")) {
            server.expects(Wire.HELLO + Wire.add("mail", "one"))
                    .replies(Wire.hello(Wire.A) + "-LEAVING This node is leaving the cluster\r\n");
            other.expects(Wire.HELLO + Wire.add("mail", "two"))
                    .replies(Wire.hello(Wire.B) + "+" + Wire.id(Wire.B, 2) + "\r\n");

            PutResult left = spread.put(ONE);
            PutResult next = spread.put(TWO);

            assertThat(left.kind()).isEqualTo(Kind.UNKNOWN);
            assertThat(next).isEqualTo(PutResult.put(Wire.id(Wire.B, 2)));
        }
    }

    @Test
    void fault_31_the_modules_nil_is_as_norepl() {
        server.expects(Wire.HELLO + Wire.add("mail", "one")).replies("-ERR no\r\n$-1\r\n");

        PutResult result = sink.put(ONE);

        assertThat(result).isEqualTo(PutResult.unknown("NOREPL"));
    }

    @Test
    void fault_30_a_node_without_memory_is_a_refusal_in_its_words() {
        server.expects(Wire.HELLO + Wire.add("mail", "one") + Wire.add("mail", "two"))
                .replies(Wire.hello(Wire.A) + "-OOM command not allowed\r\n-NOREPL Not enough reachable nodes for\r\n");

        List<PutResult> results = sink.put(List.of(ONE, TWO));

        assertThat(results).extracting(PutResult::kind).containsOnly(Kind.REFUSED);
        assertThat(results.get(0).reason()).isEqualTo("OOM command not allowed");
        assertThat(results.get(1).reason()).startsWith("NOREPL Not enough");
    }

    @Test
    void fault_30_what_one_node_has_no_memory_for_another_takes() {
        try (ScriptedServer other = ScriptedServer.start();
                Backend two = new DisqueBackend(Wire.options(server, other));
                JobSink spread = two.sink("mail")) {
            // Which of the two comes first is chance: the first that is asked is full.
            String full = Wire.hello(Wire.A) + "-OOM command not allowed\r\n";
            String takes = Wire.hello(Wire.B) + "+" + Wire.id(Wire.B, 1) + "\r\n";
            PutResult result = putAtTwo(spread, other, full, takes);

            assertThat(result).isEqualTo(PutResult.put(Wire.id(Wire.B, 1)));
        }
    }

    /** Scripts both nodes for either order by letting each answer what the order asks for. */
    private PutResult putAtTwo(JobSink spread, ScriptedServer other, String first, String second) {
        AtomicInteger asked = new AtomicInteger();
        String put = Wire.HELLO + Wire.add("mail", "one");
        for (ScriptedServer each : List.of(server, other)) {
            each.expects(put).repliesWith(() -> asked.getAndIncrement() == 0 ? first : second);
        }
        return spread.put(ONE);
    }

    @Test
    void a_full_queue_and_a_paused_one_are_refusals() {
        server.expects(Wire.HELLO + Wire.add("mail", "one") + Wire.add("mail", "two"))
                .replies(Wire.hello(Wire.A) + "-MAXLEN Queue is already longer\r\n-PAUSED Queue paused\r\n");

        List<PutResult> results = sink.put(List.of(ONE, TWO));

        assertThat(results)
                .containsExactly(
                        PutResult.refused("MAXLEN Queue is already longer"), PutResult.refused("PAUSED Queue paused"));
    }

    @Test
    void a_node_that_is_gone_costs_nothing_while_there_is_another() {
        try (ClosedPort gone = new ClosedPort();
                Backend two = new DisqueBackend(Wire.options(gone.address(), server.address()));
                JobSink spread = two.sink("mail")) {
            server.expects(Wire.HELLO + Wire.add("mail", "one"))
                    .replies(Wire.hello(Wire.A) + "+" + Wire.id(Wire.A, 1) + "\r\n");

            assertThat(spread.put(ONE).kind()).isEqualTo(Kind.PUT);
        }
    }

    @Test
    void where_no_node_is_there_nothing_was_put() {
        try (ClosedPort gone = new ClosedPort();
                Backend none = new DisqueBackend(Wire.options(gone.address()));
                JobSink nowhere = none.sink("mail")) {
            assertThatThrownBy(() -> nowhere.put(ONE))
                    .isInstanceOfSatisfying(
                            QueueException.class, e -> assertThat(e.kind()).isEqualTo(QueueException.Kind.UNREACHABLE));
        }
    }
}
