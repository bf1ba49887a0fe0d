package io.jobferry.jedis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.QueueException;
import io.jobferry.QueueException.Kind;
import io.jobferry.testing.ClosedPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

class RespLineTest {
    private static final CommandArguments PING = new CommandArguments(Command.PING);

    private final BlockingQueue<String> scripts = new LinkedBlockingQueue<>();
    private ServerSocket listener;
    private RespLine line;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        line = new RespLine(new RespServer(
                "redis", "127.0.0.1", listener.getLocalPort(), Duration.ofSeconds(1), Duration.ofMillis(300)));
        Thread server = new Thread(this::serve, "scripted");
        server.setDaemon(true);
        server.start();
    }

    @AfterEach
    void closeAll() throws IOException {
        line.close();
        listener.close();
    }

    @Test
    void an_error_reply_is_an_error_of_its_command_only() {
        scripts.add("+PONG\r\n-NOJOB not here\r\n:7\r\n");

        List<Reply> replies = line.call(List.of(PING, PING, PING));

        assertThat(replies.get(0).text()).isEqualTo("PONG");
        assertThat(replies.get(1).error())
                .isInstanceOfSatisfying(
                        RespError.class, no -> assertThat(no.code()).isEqualTo("NOJOB"));
        assertThat(replies.get(2).integer()).isEqualTo(7);
    }

    @Test
    void what_was_answered_before_a_cut_is_answered() {
        scripts.add("+PONG\r\n$5\r\nhel");

        List<Reply> replies = line.call(List.of(PING, PING));

        assertThat(replies.get(0).text()).isEqualTo("PONG");
        assertKind(replies.get(1), Kind.BROKEN);
    }

    @Test
    void after_a_cut_the_next_call_has_a_new_connection() {
        scripts.add("");
        scripts.add("+PONG\r\n");

        Reply cut = line.call(PING);
        Reply next = line.call(PING);

        assertKind(cut, Kind.BROKEN);
        assertThat(next.text()).isEqualTo("PONG");
    }

    @Test
    void bytes_that_are_no_reply_end_the_connection() {
        scripts.add("hello\r\n+PONG\r\n");
        scripts.add("+second\r\n");

        Reply garbage = line.call(PING);
        Reply next = line.call(PING);

        assertThat(garbage.error()).isInstanceOf(QueueException.class);
        assertThat(next.text()).isEqualTo("second");
    }

    @Test
    void a_reply_of_another_type_is_a_protocol_error() {
        scripts.add("+PONG\r\n");

        Reply reply = line.call(PING);

        assertThatThrownBy(reply::integer)
                .isInstanceOfSatisfying(
                        QueueException.class, e -> assertThat(e.kind()).isEqualTo(Kind.PROTOCOL));
    }

    @Test
    void a_server_that_is_not_there_is_unreachable() {
        try (ClosedPort gone = new ClosedPort();
                RespLine nowhere = new RespLine(new RespServer(
                        "redis", "127.0.0.1", gone.port(), Duration.ofSeconds(1), Duration.ofMillis(300)))) {
            assertThatThrownBy(() -> nowhere.call(PING))
                    .isInstanceOfSatisfying(
                            QueueException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE));
        }
    }

    private static void assertKind(Reply reply, Kind kind) {
        assertThat(Objects.requireNonNull(reply.error()).kind()).isEqualTo(kind);
    }

    /** For each connection one script: waits for a command, writes it all, and closes. */
    private void serve() {
        boolean open = true;
        while (open) {
            try (Socket socket = listener.accept()) {
                socket.getInputStream().read(new byte[4096]);
                socket.getOutputStream().write(scripts.take().getBytes(US_ASCII));
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                open = !listener.isClosed(); // else it was the client that closed first
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
