package io.jobferry.disque;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Body;
import io.jobferry.QueueException;
import io.jobferry.testing.Bounds;
import io.jobferry.testing.Change;
import io.jobferry.testing.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for all replies: they are what the command asks for, or an error of ours that ends nothing else. */
class ReplyPropertiesTest {
    private static final Bounds BOUNDS = new Bounds(8 * 1024 * 1024, 2000);
    private static final String PING = Wire.command("PING");
    private static final String PONG = "+PONG\r\n";

    private static final List<Talk> TALKS = List.of(
            new Talk("HELLO", Wire.HELLO, Wire.hello(Wire.A), DisqueClient::hello),
            new Talk(
                    "GETJOB",
                    Wire.getNow(1),
                    Wire.jobs(Wire.job(Wire.id(Wire.A, 1), "x")),
                    client -> client.getJob(DisqueGet.NOHANG.withCounters(true), "mail")),
            new Talk("WORKING", Wire.command("WORKING", "D-1"), ":300\r\n", client -> client.working("D-1")),
            new Talk("ACKJOB", Wire.command("ACKJOB", "D-1"), ":1\r\n", client -> client.ackJob("D-1")),
            new Talk("SHOW", Wire.command("SHOW", "D-1"), shown(), client -> client.show("D-1")),
            new Talk("QSTAT", Wire.command("QSTAT", "mail"), queue(), client -> client.qstat("mail")),
            new Talk(
                    "JSCAN",
                    Wire.command("JSCAN", "0", "COUNT", "100", "REPLY", "all"),
                    "*2\r\n" + Wire.bulk("0") + "*1\r\n" + shown(),
                    client -> client.jscan(DisqueScan.START, DisqueJobFilter.ALL)));

    /** A command, its reply, and the call that sends the one and reads the other. */
    record Talk(String name, String command, String reply, Consumer<DisqueClient> call) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Property(tries = 600)
    void fault_10_a_changed_reply_is_another_or_refused(
            @ForAll("talks") Talk talk, @ForAll("changes") List<Change> changes) {
        Body reply = Change.all(changes, Body.of(talk.reply().getBytes(StandardCharsets.ISO_8859_1)));

        try (ScriptedServer server = ScriptedServer.start();
                DisqueBackend backend = new DisqueBackend(Wire.options(server))) {
            server.expects(PING)
                    .replies(PONG)
                    .expects(talk.command())
                    .replies(new String(reply.bytes(), StandardCharsets.ISO_8859_1))
                    .closes();
            DisqueClient client = backend.client();

            BOUNDS.hold(reply.size(), () -> call(talk, client));
        }
    }

    private static void call(Talk talk, DisqueClient client) {
        try {
            talk.call().accept(client);
        } catch (QueueException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<Talk> talks() {
        return Arbitraries.of(TALKS);
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        return Change.few();
    }

    private static String shown() {
        return "*30\r\n" + Wire.bulk("id") + Wire.bulk(Wire.id(Wire.A, 1)) + Wire.bulk("queue") + Wire.bulk("mail")
                + Wire.bulk("state") + "+queued\r\n" + Wire.bulk("repl") + ":1\r\n" + Wire.bulk("ttl") + ":86400\r\n"
                + Wire.bulk("ctime") + ":1447000000000\r\n" + Wire.bulk("delay") + ":0\r\n" + Wire.bulk("retry")
                + ":300\r\n" + Wire.bulk("nacks") + ":0\r\n" + Wire.bulk("additional-deliveries") + ":0\r\n"
                + Wire.bulk("nodes-delivered") + "*1\r\n" + Wire.bulk(Wire.A) + Wire.bulk("nodes-confirmed") + "*0\r\n"
                + Wire.bulk("next-requeue-within") + ":299000\r\n" + Wire.bulk("next-awake-within") + "$-1\r\n"
                + Wire.bulk("body") + Wire.bulk("x");
    }

    private static String queue() {
        return "*20\r\n" + Wire.bulk("name") + Wire.bulk("mail") + Wire.bulk("len") + ":1\r\n" + Wire.bulk("age")
                + ":7\r\n" + Wire.bulk("idle") + ":7\r\n" + Wire.bulk("blocked") + ":0\r\n" + Wire.bulk("import-from")
                + "*0\r\n" + Wire.bulk("import-rate") + ":0\r\n" + Wire.bulk("jobs-in") + ":1\r\n"
                + Wire.bulk("jobs-out") + ":0\r\n" + Wire.bulk("pause") + Wire.bulk("none");
    }
}
