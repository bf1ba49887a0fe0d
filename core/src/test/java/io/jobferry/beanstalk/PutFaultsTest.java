package io.jobferry.beanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.JobSink;
import io.jobferry.NewJob;
import io.jobferry.PutOptions;
import io.jobferry.PutResult;
import io.jobferry.QueueException;
import io.jobferry.testing.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class PutFaultsTest {
    private static final String PUT_X = "put 1000 0 60 1\r\nx\r\n";

    @Test
    void a_batch_is_one_write_and_the_tube_is_used_once() {
        try (ScriptedServer server = ScriptedServer.start();
                Backend backend = Wire.backend(server)) {
            Wire.greets(server)
                    .expects("use mail\r\n" + PUT_X + "put 5 2 60 1\r\ny\r\n")
                    .replies("USING mail\r\nINSERTED 1\r\nINSERTED 2\r\n")
                    .expects(PUT_X)
                    .replies("INSERTED 3\r\n");
            JobSink sink = backend.sink("mail");

            List<PutResult> first = sink.put(List.of(
                    NewJob.of("x"),
                    new NewJob(
                            Body.utf8("y"), BeanstalkPut.DEFAULT.withPriority(5).withDelay(Duration.ofMillis(1200)))));
            PutResult second = sink.put(NewJob.of("x"));

            assertThat(first).containsExactly(PutResult.put("1"), PutResult.put("2"));
            assertThat(second).isEqualTo(PutResult.put("3"));
        }
    }

    @Test
    void fault_05_and_09_after_a_timeout_the_late_reply_is_never_taken_for_another_puts() {
        try (ScriptedServer server = ScriptedServer.start();
                Backend backend = Wire.impatient(server)) {
            Wire.greets(server).expects("use mail\r\n" + PUT_X);
            JobSink sink = backend.sink("mail");

            PutResult late = sink.put(NewJob.of("x"));
            server.replies("USING mail\r\nINSERTED 1\r\n");
            Wire.greets(server).expects("use mail\r\n" + PUT_X).replies("USING mail\r\nINSERTED 2\r\n");
            PutResult next = sink.put(NewJob.of("x"));

            assertThat(late.kind()).isEqualTo(PutResult.Kind.UNKNOWN);
            assertThat(next).isEqualTo(PutResult.put("2"));
        }
    }

    @Test
    void fault_07_a_reset_in_mid_batch_tells_answered_sent_and_unsent_apart() {
        try (ScriptedServer server = ScriptedServer.start();
                Backend backend = Wire.backend(server)) {
            Wire.greets(server)
                    .expects("use mail\r\n" + PUT_X.repeat(511))
                    .replies("USING mail\r\nINSERTED 1\r\nINSERTED 2\r\nBURIED 3\r\n")
                    .closes();

            List<PutResult> results = backend.sink("mail").put(Collections.nCopies(1000, NewJob.of("x")));

            assertThat(results.subList(0, 3))
                    .containsExactly(PutResult.put("1"), PutResult.put("2"), PutResult.buried("3"));
            assertThat(results.subList(3, 511)).allMatch(result -> result.kind() == PutResult.Kind.UNKNOWN);
            assertThat(results.subList(511, 1000)).allMatch(result -> result.kind() == PutResult.Kind.REFUSED);
        }
    }

    @Test
    void fault_10_an_answer_of_another_protocol_is_named_and_ends_the_connection() {
        try (ScriptedServer server = ScriptedServer.start();
                Backend backend = Wire.backend(server)) {
            server.expects("stats\r\n")
                    .replies("-ERR unknown command `stats`\r\n")
                    .expectsEnd();
            String place = server.address();

            assertThatThrownBy(() -> backend.sink("mail").put(NewJob.of("x")))
                    .isInstanceOfSatisfying(
                            QueueException.class, e -> assertThat(e.kind()).isEqualTo(QueueException.Kind.PROTOCOL))
                    .hasMessage("reply is not OK: \"-ERR\" (stats, " + place + ")");
        }
    }

    @Test
    void fault_13_and_14_bodies_of_all_bytes_and_of_none_are_written_as_they_are() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        try (ScriptedServer server = ScriptedServer.start();
                Backend backend = Wire.backend(server)) {
            Wire.greets(server)
                    .expects("use mail\r\nput 1000 0 60 256\r\n" + new String(all, StandardCharsets.ISO_8859_1)
                            + "\r\nput 1000 0 60 0\r\n\r\n")
                    .replies("USING mail\r\nINSERTED 1\r\nINSERTED 2\r\n");

            List<PutResult> results =
                    backend.sink("mail").put(List.of(NewJob.of(Body.of(all)), NewJob.of(Body.of(new byte[0]))));

            assertThat(results).containsExactly(PutResult.put("1"), PutResult.put("2"));
        }
    }

    @Test
    void fault_15_too_big_is_refused_unsent_above_the_limit_and_the_connection_stays_good() {
        try (ScriptedServer server = ScriptedServer.start();
                Backend backend = Wire.backend(server)) {
            Wire.greets(server)
                    .expects("use mail\r\n" + PUT_X + PUT_X)
                    .replies("USING mail\r\nJOB_TOO_BIG\r\nINSERTED 1\r\n")
                    .expects(PUT_X)
                    .replies("INSERTED 2\r\n");
            JobSink sink = backend.sink("mail");

            List<PutResult> results =
                    sink.put(List.of(NewJob.of("x"), NewJob.of(Body.of(new byte[65_536])), NewJob.of("x")));
            PutResult next = sink.put(NewJob.of("x"));

            assertThat(results)
                    .containsExactly(
                            PutResult.tooBig("JOB_TOO_BIG"), PutResult.tooBig("JOB_TOO_BIG"), PutResult.put("1"));
            assertThat(next).isEqualTo(PutResult.put("2"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nquit", "-a", "ä", "a\u0000", "a,b"})
    void fault_16_a_tube_that_the_server_would_not_take_is_refused_locally(String tube) {
        try (ScriptedServer server = ScriptedServer.start();
                Backend backend = Wire.backend(server)) {
            assertThatThrownBy(() -> backend.sink(tube)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> backend.source(List.of(tube))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> backend.admin(tube)).isInstanceOf(IllegalArgumentException.class);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void fault_16_a_tube_of_201_bytes_is_refused_and_one_of_200_is_not() {
        try (Backend backend = new BeanstalkBackend(BeanstalkOptions.of("localhost"))) {
            assertThatThrownBy(() -> backend.sink("a".repeat(201))).hasMessageContaining("201");
            assertThat(backend.sink("a".repeat(200))).isNotNull();
        }
    }

    @Test
    void fault_17_numbers_outside_of_u32_are_refused_locally() {
        Duration tooLong = Duration.ofSeconds(4_294_967_296L);

        assertThatThrownBy(() -> BeanstalkPut.DEFAULT.withPriority(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> BeanstalkPut.DEFAULT.withPriority(4_294_967_296L))
                .hasMessageContaining("4294967296");
        assertThatThrownBy(() -> BeanstalkPut.DEFAULT.withDelay(tooLong)).hasMessageContaining("delay");
        assertThatThrownBy(() -> BeanstalkPut.DEFAULT.withTimeToRun(Duration.ofSeconds(-1)))
                .hasMessageContaining("timeToRun");
        assertThatThrownBy(() -> Command.kick(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> Command.bury(1, 4_294_967_296L)).hasMessageContaining("priority");
        assertThatThrownBy(() -> Command.reserveWithTimeout(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> Command.reserveWithTimeout(2_147_483_648L)).hasMessageContaining("2147483648");
    }

    @Test
    void fault_18_draining_is_a_refusal_on_a_connection_that_stays() {
        try (ScriptedServer server = ScriptedServer.start();
                Backend backend = Wire.backend(server)) {
            Wire.greets(server)
                    .expects("use mail\r\n" + PUT_X)
                    .replies("USING mail\r\nDRAINING\r\n")
                    .expects(PUT_X)
                    .replies("DRAINING\r\n");
            JobSink sink = backend.sink("mail");

            assertThat(sink.put(NewJob.of("x"))).isEqualTo(PutResult.refused("DRAINING"));
            assertThat(sink.put(NewJob.of("x"))).isEqualTo(PutResult.refused("DRAINING"));
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXPECTED_CRLF", "BAD_FORMAT", "UNKNOWN_COMMAND", "INSERTED", "INSERTED x", "DELETED"})
    void a_reply_after_which_nothing_is_certain_ends_the_connection(String reply) {
        try (ScriptedServer server = ScriptedServer.start();
                Backend backend = Wire.backend(server)) {
            Wire.greets(server)
                    .expects("use mail\r\n" + PUT_X)
                    .replies("USING mail\r\n" + reply + "\r\n")
                    .expectsEnd();

            PutResult result = backend.sink("mail").put(NewJob.of("x"));

            assertThat(result.kind()).isEqualTo(PutResult.Kind.UNKNOWN);
            assertThat(result.reason()).contains("(put, tube mail, " + server.address() + ")");
        }
    }

    @Test
    void fault_20_a_buried_put_is_reported_with_its_id() {
        try (ScriptedServer server = ScriptedServer.start();
                Backend backend = Wire.backend(server)) {
            Wire.greets(server).expects("use mail\r\n" + PUT_X).replies("USING mail\r\nBURIED 9\r\n");

            PutResult result = backend.sink("mail").put(NewJob.of("x"));

            assertThat(result).isEqualTo(PutResult.buried("9"));
        }
    }

    @Test
    void options_of_another_backend_are_refused_before_anything_is_sent() {
        record Foreign(Duration delay) implements PutOptions {}
        try (ScriptedServer server = ScriptedServer.start();
                Backend backend = Wire.backend(server)) {
            assertThatThrownBy(() -> backend.sink("mail").put(new NewJob(Body.utf8("x"), new Foreign(Duration.ZERO))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Foreign");
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void without_a_server_the_put_says_that_none_can_be_reached() {
        String address;
        try (ScriptedServer server = ScriptedServer.start()) {
            address = server.address();
        }
        try (Backend backend = new BeanstalkBackend(BeanstalkOptions.of(address))) {
            assertThatThrownBy(() -> backend.sink("mail").put(NewJob.of("x")))
                    .isInstanceOfSatisfying(
                            QueueException.class, e -> assertThat(e.kind()).isEqualTo(QueueException.Kind.UNREACHABLE));
        }
    }
}
