package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The servers do what the crash tests ask of them. */
@NeedsServer(ServerKind.BEANSTALKD)
class ServersTest {
    @Test
    void a_killed_server_comes_back_at_its_address_with_what_its_binlog_kept() throws Exception {
        String[] binlog = {"-b", TestServer.DIRECTORY, "-f", "0"};
        try (TestServer server = Servers.start(ServerKind.BEANSTALKD, binlog)) {
            String address = server.address();
            put(address);

            server.kill();
            boolean answeredDead = answers(address);
            server.restart();

            assertThat(answeredDead).isFalse();
            assertThat(server.address()).isEqualTo(address);
            assertThat(readyJobs(address)).isEqualTo(1);
        }
    }

    @Test
    void without_a_binlog_a_restarted_server_is_empty() throws Exception {
        try (TestServer server = Servers.start(ServerKind.BEANSTALKD)) {
            put(server.address());

            server.kill();
            server.restart();

            assertThat(readyJobs(server.address())).isZero();
        }
    }

    @Test
    void a_paused_server_answers_nothing_until_it_is_resumed() {
        try (TestServer server = Servers.start(ServerKind.BEANSTALKD)) {
            server.pause();
            boolean answeredPaused = answers(server.address());
            server.resume();

            assertThat(answeredPaused).isFalse();
            assertThat(answers(server.address())).isTrue();
        }
    }

    private static boolean answers(String address) {
        String[] parts = address.split(":", 2);
        return Greeting.isAnswered(parts[0], Integer.parseInt(parts[1]), ServerKind.BEANSTALKD);
    }

    private static void put(String address) throws IOException {
        assertThat(ask(address, "put 0 0 60 5\r\nhello\r\n")).startsWith("INSERTED");
    }

    private static int readyJobs(String address) throws IOException {
        return ask(address, "stats\r\n")
                .lines()
                .filter(line -> line.startsWith("current-jobs-ready: "))
                .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    /** The whole answer: after our half is closed the server answers and closes the other. */
    private static String ask(String address, String command) throws IOException {
        String[] parts = address.split(":", 2);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(parts[0], Integer.parseInt(parts[1])));
            socket.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
