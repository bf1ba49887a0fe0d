package io.jobferry.jedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.QueueException;
import io.jobferry.testing.ClosedPort;
import io.jobferry.testing.ScriptedServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

class WhereaboutsTest {
    private static final CommandArguments PING = new CommandArguments(Command.PING);
    private static final String PINGED = "*1\r\n$4\r\nPING\r\n";
    private static final String PASSWORD = "*2\r\n$4\r\nAUTH\r\n$6\r\nsesame\r\n";
    private static final String ASKING = "*1\r\n$6\r\nASKING\r\n";
    private static final String WHERE = "*3\r\n$8\r\nSENTINEL\r\n$23\r\nGET-MASTER-ADDR-BY-NAME\r\n$4\r\njobs\r\n";

    private final ScriptedServer one = ScriptedServer.start();
    private final ScriptedServer other = ScriptedServer.start();

    @AfterEach
    void closeBoth() {
        one.close();
        other.close();
    }

    @Test
    void the_next_sentinel_is_asked_where_one_is_gone() {
        try (ClosedPort gone = new ClosedPort()) {
            one.expects(WHERE).replies(address(other)).expectsEnd();
            other.expects(PINGED).replies("+PONG\r\n");

            try (RespLine line = new RespLine(new Sentinels(List.of(server(gone.address()), server(one)), "jobs"))) {
                assertThat(line.call(PING).text()).isEqualTo("PONG");
            }
        }
    }

    @Test
    void a_sentinel_gets_the_password_only_if_it_asks_for_one() {
        RespServer sentinel = server(one).withPassword(Secret.of("sesame"));
        one.expects(WHERE).replies("-NOAUTH Authentication required.\r\n").expectsEnd();
        one.connection()
                .expects(PASSWORD)
                .replies("+OK\r\n")
                .expects(WHERE)
                .replies(address(other))
                .expectsEnd();
        other.expects(PASSWORD).replies("+OK\r\n").expects(PINGED).replies("+PONG\r\n");

        try (RespLine line = new RespLine(new Sentinels(List.of(sentinel), "jobs"))) {
            assertThat(line.call(PING).text()).isEqualTo("PONG");
        }
    }

    @Test
    void sentinels_that_know_no_such_primary_are_told_with_its_name() {
        one.expects(WHERE).replies("*-1\r\n").expectsEnd();

        try (RespLine line = new RespLine(new Sentinels(List.of(server(one)), "jobs"))) {
            assertThatThrownBy(() -> line.call(PING))
                    .isInstanceOf(QueueException.class)
                    .hasMessageContaining("no sentinel knows a primary")
                    .hasMessageContaining("sentinelMasterId=jobs");
        }
    }

    @Test
    void moved_is_followed_for_good() {
        one.expects(PINGED).replies("-MOVED 7 " + other.address() + "\r\n").expectsEnd();
        other.expects(PINGED).replies("+PONG\r\n").expects(PINGED).replies("+PONG\r\n");

        try (RespLine line = new RespLine(new ClusterNodes(List.of(server(one))))) {
            assertThat(line.call(PING).text()).isEqualTo("PONG");
            assertThat(line.call(PING).text()).isEqualTo("PONG");
        }
    }

    @Test
    void ask_is_followed_for_one_command() {
        one.expects(PINGED + PINGED)
                .replies("+PONG\r\n-ASK 7 " + other.address() + "\r\n")
                .expects(PINGED)
                .replies("+PONG\r\n");
        other.expects(ASKING + PINGED).replies("+OK\r\n+MOVING\r\n").expectsEnd();

        try (RespLine line = new RespLine(new ClusterNodes(List.of(server(one))))) {
            List<Reply> replies = line.call(List.of(PING, PING));

            assertThat(replies).extracting(Reply::text).containsExactly("PONG", "MOVING");
            assertThat(line.call(PING).text()).isEqualTo("PONG");
        }
    }

    @Test
    void a_command_that_waits_is_sent_on_too() {
        one.expects(PINGED).replies("-MOVED 7 " + other.address() + "\r\n").expectsEnd();
        other.expects(PINGED).replies("+PONG\r\n");

        try (WaitingLine line = new WaitingLine(new ClusterNodes(List.of(server(one))))) {
            assertThat(line.call(PING, Duration.ofSeconds(1)))
                    .hasValueSatisfying(reply -> assertThat(reply.text()).isEqualTo("PONG"));
        }
    }

    @Test
    void nodes_that_send_us_round_in_a_circle_are_an_error_of_the_command() {
        for (int i = 0; i < 3; i++) {
            one.connection()
                    .expects(PINGED)
                    .replies("-MOVED 7 " + other.address() + "\r\n")
                    .expectsEnd();
            other.connection()
                    .expects(PINGED)
                    .replies("-MOVED 7 " + one.address() + "\r\n")
                    .expectsEnd();
        }

        try (RespLine line = new RespLine(new ClusterNodes(List.of(server(one))))) {
            assertThat(line.call(PING).error()).isInstanceOf(RespError.class).hasMessageContaining("MOVED");
        }
    }

    @Test
    void a_node_that_is_gone_is_an_error_of_what_was_to_go_there() {
        try (ClosedPort gone = new ClosedPort()) {
            one.expects(PINGED + PINGED)
                    .replies("+PONG\r\n-MOVED 7 " + gone.address() + "\r\n")
                    .expectsEnd();

            try (RespLine line = new RespLine(new ClusterNodes(List.of(server(one))))) {
                List<Reply> replies = line.call(List.of(PING, PING));

                assertThat(replies.get(0).text()).isEqualTo("PONG");
                assertThat(replies.get(1).error())
                        .isInstanceOfSatisfying(
                                QueueException.class,
                                e -> assertThat(e.kind()).isEqualTo(QueueException.Kind.UNREACHABLE));
            }
        }
    }

    private static RespServer server(ScriptedServer server) {
        return server(server.address());
    }

    private static RespServer server(String address) {
        return RespServer.parse("redis", address, 6379, Duration.ofSeconds(5), Duration.ofSeconds(5));
    }

    private static String address(ScriptedServer server) {
        String[] parts = server.address().split(":", 2);
        return "*2\r\n$" + parts[0].length() + "\r\n" + parts[0] + "\r\n$" + parts[1].length() + "\r\n" + parts[1]
                + "\r\n";
    }
}
