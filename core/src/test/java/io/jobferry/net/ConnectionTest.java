package io.jobferry.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.jobferry.Tls;
import io.jobferry.testing.ClosedPort;
import io.jobferry.testing.ServerCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class ConnectionTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static SSLContext context;

    @TempDir
    Path directory;

    enum Kind {
        TCP,
        TLS,
        UNIX
    }

    @BeforeAll
    static void makeKeys(@TempDir Path keys) throws Exception {
        context = ServerCertificate.forHost("localhost", keys).context();
    }

    private EchoServer server(Kind kind, EchoServer.Manner manner) throws IOException {
        return switch (kind) {
            case TCP -> EchoServer.tcp(manner);
            case TLS -> EchoServer.tls(context, manner);
            case UNIX -> EchoServer.unix(directory.resolve("s"), manner);
        };
    }

    private static Connection open(EchoServer server) throws IOException {
        return Connection.open(server.address(), TIMEOUT, Tls.of(context));
    }

    @ParameterizedTest
    @EnumSource
    void what_is_written_arrives_and_what_comes_back_is_read(Kind kind) throws Exception {
        try (EchoServer server = server(kind, EchoServer.ECHO);
                Connection connection = open(server)) {
            byte[] sent = new byte[50_000];
            Arrays.fill(sent, (byte) 7);

            connection.write(sent, 0, sent.length, in(TIMEOUT));

            byte[] got = new byte[sent.length];
            for (int length = 0; length < got.length; ) {
                length += connection.read(got, length, got.length - length, in(TIMEOUT));
            }
            assertThat(got).isEqualTo(sent);
            assertThat(connection.isStale()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_read_ends_at_its_deadline(Kind kind) throws Exception {
        try (EchoServer server = server(kind, EchoServer.ECHO);
                Connection connection = open(server)) {
            long began = System.nanoTime();

            assertThatThrownBy(() -> connection.read(new byte[10], 0, 10, in(Duration.ofMillis(100))))
                    .isInstanceOf(SocketTimeoutException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(99), Duration.ofSeconds(2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_read_with_a_long_deadline_ends_at_it_too(Kind kind) throws Exception {
        try (EchoServer server = server(kind, EchoServer.ECHO);
                Connection connection = open(server)) {
            long began = System.nanoTime();

            assertThatThrownBy(() -> connection.read(new byte[10], 0, 10, in(Duration.ofMillis(2100))))
                    .isInstanceOf(SocketTimeoutException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(2099), Duration.ofSeconds(6));
        }
    }

    @ParameterizedTest
    @EnumSource
    void fault_05_a_write_that_the_server_does_not_take_ends_at_its_deadline(Kind kind) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (EchoServer server = server(kind, (in, out) -> readByteThen(in, never));
                Connection connection = open(server)) {
            byte[] much = new byte[64 << 20];
            long began = System.nanoTime();

            assertThatThrownBy(() -> connection.write(much, 0, much.length, in(Duration.ofMillis(300))))
                    .isInstanceOf(SocketTimeoutException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
            never.countDown();
        }
    }

    /** With TLS a first byte must be read: the server's side of the handshake is done in it. */
    private static void readByteThen(InputStream in, CountDownLatch never) throws Exception {
        if (in.read() >= 0) {
            never.await();
        }
    }

    @ParameterizedTest
    @EnumSource
    void closing_wakes_a_blocked_read(Kind kind) throws Exception {
        try (EchoServer server = server(kind, EchoServer.ECHO);
                Connection connection = open(server)) {
            CountDownLatch begins = new CountDownLatch(1);
            CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(() -> {
                begins.countDown();
                try {
                    return connection.read(new byte[10], 0, 10, in(TIMEOUT));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            begins.await();

            Runnable closing = connection::close;
            closing.run();

            assertThatThrownBy(() -> reading.get(2, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_that_the_server_closed_is_stale(Kind kind) throws Exception {
        try (EchoServer server = server(kind, EchoServer.ECHO);
                Connection connection = open(server)) {
            connection.write(new byte[] {1}, 0, 1, in(TIMEOUT));
            connection.read(new byte[1], 0, 1, in(TIMEOUT));

            server.hangUp();

            await().until(connection::isStale);
        }
    }

    @Test
    void an_interrupt_does_not_break_an_exchange_over_a_unix_socket() throws Exception {
        try (EchoServer server = server(Kind.UNIX, EchoServer.ECHO);
                Connection connection = open(server)) {
            Thread.currentThread().interrupt();

            connection.write(new byte[] {1}, 0, 1, in(TIMEOUT));
            int count = connection.read(new byte[1], 0, 1, in(TIMEOUT));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(count).isEqualTo(1);
        }
    }

    @Test
    void a_certificate_for_another_host_is_refused() throws Exception {
        SSLContext other =
                ServerCertificate.forHost("elsewhere.example", directory).context();
        try (EchoServer server = EchoServer.tls(other, EchoServer.ECHO)) {
            assertThatThrownBy(() -> Connection.open(server.address(), TIMEOUT, Tls.of(other)))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("localhost");
        }
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused() throws Exception {
        try (EchoServer server = EchoServer.tls(context, EchoServer.ECHO)) {
            assertThatThrownBy(() -> Connection.open(server.address(), TIMEOUT, null))
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void only_the_protocols_and_cipher_suites_that_are_wanted_are_spoken() throws Exception {
        SSLContext fresh = ServerCertificate.forHost("localhost", directory).context();
        String suite = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
        Tls wanted = new Tls(fresh, List.of("TLSv1.2"), List.of(suite));
        try (EchoServer server = EchoServer.tls(fresh, EchoServer.ECHO);
                Connection connection = Connection.open(server.address(), TIMEOUT, wanted)) {
            connection.write(new byte[1], 0, 1, in(TIMEOUT));
            connection.read(new byte[1], 0, 1, in(TIMEOUT));
        }

        SSLSessionContext sessions = fresh.getClientSessionContext();
        assertThat(Collections.list(sessions.getIds()))
                .map(sessions::getSession)
                .extracting(SSLSession::getProtocol, SSLSession::getCipherSuite)
                .containsExactly(tuple("TLSv1.2", suite));
    }

    @Test
    void fault_06_a_handshake_that_nobody_answers_ends_at_the_connect_timeout() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            Address address = new Address.Tls("localhost", silent.getLocalPort());
            long began = System.nanoTime();

            assertThatThrownBy(() -> Connection.open(address, Duration.ofMillis(300), Tls.of(context)))
                    .isInstanceOf(IOException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void nobody_listening_is_an_error_at_once() throws Exception {
        try (ClosedPort closed = new ClosedPort()) {
            Address nobody = new Address.Tcp("127.0.0.1", closed.port());

            assertThatThrownBy(() -> Connection.open(nobody, TIMEOUT, null)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> Connection.open(new Address.Unix(directory.resolve("none")), TIMEOUT, null))
                .isInstanceOf(IOException.class);
    }

    private static long in(Duration duration) {
        return System.nanoTime() + duration.toNanos();
    }
}
