package io.jobferry.jedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobferry.QueueException;
import io.jobferry.QueueException.Kind;
import io.jobferry.Tls;
import io.jobferry.testing.ScriptedServer;
import io.jobferry.testing.ServerCertificate;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** Passwords, TLS, and connections that end while nobody looks. */
@Timeout(30)
class RespAccessTest {
    private static final String PING = "*1\r\n$4\r\nPING\r\n";

    @Test
    void the_password_goes_first_on_every_connection() {
        try (ScriptedServer server = ScriptedServer.start();
                RespLine line = new RespLine(at(server).withPassword(Secret.of("open sesame")))) {
            server.expects("*2\r\n$4\r\nAUTH\r\n$11\r\nopen sesame\r\n").replies("+OK\r\n");
            server.expects(PING).replies("+PONG\r\n");

            Reply reply = line.call(new CommandArguments(Command.PING));

            assertThat(reply.text()).isEqualTo("PONG");
        }
    }

    @Test
    void a_users_name_goes_with_the_password_and_the_database_is_chosen() {
        try (ScriptedServer redis = ScriptedServer.start();
                RespLine line = new RespLine(
                        at(redis).withLogin("ferry", Secret.of("sesame")).withDatabase(2))) {
            redis.expects("*3\r\n$4\r\nAUTH\r\n$5\r\nferry\r\n$6\r\nsesame\r\n*2\r\n$6\r\nSELECT\r\n$1\r\n2\r\n")
                    .replies("+OK\r\n+OK\r\n");
            redis.expects(PING).replies("+PONG\r\n");

            Reply reply = line.call(new CommandArguments(Command.PING));

            assertThat(reply.text()).isEqualTo("PONG");
        }
    }

    @Test
    void fault_32_a_primary_that_became_a_replica_is_left() {
        try (ScriptedServer server = ScriptedServer.start();
                RespLine line = new RespLine(at(server).withDatabase(1))) {
            server.expects("*2\r\n$6\r\nSELECT\r\n$1\r\n1\r\n").replies("+OK\r\n");
            server.expects(PING).replies("-READONLY You can't write against a read only replica.\r\n");
            server.expectsEnd();
            server.connection().expects("*2\r\n$6\r\nSELECT\r\n$1\r\n1\r\n").replies("+OK\r\n");
            server.expects(PING).replies("+PONG\r\n");

            Reply no = line.call(new CommandArguments(Command.PING));
            Reply yes = line.call(new CommandArguments(Command.PING));

            assertThat(no.error()).hasMessageContaining("READONLY");
            assertThat(yes.text()).isEqualTo("PONG");
        }
    }

    @Test
    void fault_41_a_refused_password_is_not_shown() {
        try (ScriptedServer server = ScriptedServer.start();
                RespLine line = new RespLine(at(server).withPassword(Secret.of("open sesame")))) {
            server.expects("*2\r\n$4\r\nAUTH\r\n$11\r\nopen sesame\r\n").replies("-ERR invalid password\r\n");

            assertThatThrownBy(() -> line.call(new CommandArguments(Command.PING)))
                    .isInstanceOfSatisfying(
                            QueueException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
                    .hasMessageContaining("invalid password (AUTH, ")
                    .hasStackTraceContaining("invalid password")
                    .extracting(RespAccessTest::stackTrace)
                    .asString()
                    .doesNotContain("open sesame");
            assertThat(at(server).withPassword(Secret.of("open sesame")).toString())
                    .doesNotContain("open sesame");
        }
    }

    @Test
    void a_connection_that_ended_during_a_pause_is_replaced_and_nothing_is_lost() {
        try (ScriptedServer server = ScriptedServer.start();
                RespLine line = new RespLine(at(server))) {
            server.expects(PING).replies("+one\r\n").closes();
            server.connection().expects(PING).replies("+two\r\n");
            line.call(new CommandArguments(Command.PING));
            afterAPause();

            Reply reply = line.call(new CommandArguments(Command.PING));

            assertThat(reply.text()).isEqualTo("two");
        }
    }

    /** Longer than a line trusts a connection without a look. */
    private static void afterAPause() {
        await().pollDelay(Duration.ofMillis(600)).until(() -> true);
    }

    @Test
    void fault_05_a_server_that_takes_nothing_more_ends_a_write_in_time() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RespLine line = new RespLine(new RespServer(
                        "redis", "127.0.0.1", deaf.getLocalPort(), Duration.ofSeconds(1), Duration.ofMillis(300)))) {
            CommandArguments big = new CommandArguments(Command.ECHO).add(new byte[64 * 1024 * 1024]);

            Reply reply = line.call(big);

            assertThat(reply.error()).isNotNull();
            assertThat(reply.error().kind()).isEqualTo(Kind.BROKEN);
        }
    }

    @Test
    void tls_is_spoken_to_a_host_whose_certificate_is_trusted(@TempDir Path directory) throws Exception {
        ServerCertificate certificate = ServerCertificate.forHost("localhost", directory);
        try (SSLServerSocket listener = (SSLServerSocket)
                        certificate.context().getServerSocketFactory().createServerSocket(0);
                RespLine line = new RespLine(local(listener).withTls(Tls.of(certificate.context())));
                RespLine suspicious = new RespLine(local(listener).withTls(null))) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> pong(listener));

            Reply reply = line.call(new CommandArguments(Command.PING));
            served.join();
            CompletableFuture<Void> refused = CompletableFuture.runAsync(() -> pong(listener));

            assertThat(reply.text()).isEqualTo("PONG");
            assertThatThrownBy(() -> suspicious.call(new CommandArguments(Command.PING)))
                    .isInstanceOfSatisfying(
                            QueueException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE));
            refused.join();
        }
    }

    private static void pong(SSLServerSocket listener) {
        try (Socket socket = listener.accept()) {
            socket.getInputStream().readNBytes(PING.length());
            socket.getOutputStream().write("+PONG\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // A client that does not trust the certificate hangs up.
            return;
        }
    }

    private static RespServer local(SSLServerSocket listener) {
        return new RespServer(
                "redis", "localhost", listener.getLocalPort(), Duration.ofSeconds(5), Duration.ofSeconds(5));
    }

    private static RespServer at(ScriptedServer server) {
        return RespServer.parse("redis", server.address(), 6379, Duration.ofSeconds(5), Duration.ofSeconds(5));
    }

    private static String stackTrace(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
