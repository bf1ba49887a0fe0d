package io.jobferry.beanstalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Body;
import io.jobferry.QueueException;
import io.jobferry.testing.Bounds;
import io.jobferry.testing.Change;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for all bytes that a server may send. */
class ReplyPropertiesTest {
    /** The reader's buffers, and the first piece of a body that never comes; then a body, its text and its lines. */
    private static final Bounds BOUNDS = new Bounds(4 * 1024 * 1024, 200);

    private static final List<String> STREAMS = List.of(
            "RESERVED 7 6\r\n\r\nab\r\n\r\nTIMED_OUT\r\nDEADLINE_SOON\r\n",
            "INSERTED 1\r\nBURIED 2\r\nDRAINING\r\nJOB_TOO_BIG\r\nOUT_OF_MEMORY\r\nINSERTED 18446744073709551615\r\n",
            "USING mail\r\nWATCHING 2\r\nNOT_IGNORED\r\nKICKED 3\r\nKICKED\r\n",
            "FOUND 12 3\r\nabc\r\nNOT_FOUND\r\nDELETED\r\nRELEASED\r\nTOUCHED\r\nPAUSED\r\n",
            "OK 62\r\n---\nid: 1f5e\nmax-job-size: 65535\ntube: mail\npri: 7\nttr: 60\nre\r\n",
            "OK 51\r\n---\nid: \"1f5e\"\npri: 7\nttr: 60\nreleases: 1\ntimeouts:\r\n",
            "OK 2147483648\r\n",
            "RESERVED 1 65535\r\nx");

    @Property
    void fault_10_random_bytes_are_replies_or_refused(
            @ForAll byte[] bytes, @ForAll Verb verb, @ForAll @IntRange(min = 1, max = 20) int piece) {
        readsWithinBounds(Body.of(bytes), verb, piece);
    }

    @Property(tries = 3000)
    void fault_10_changed_replies_are_others_or_refused(
            @ForAll("streams") Body stream,
            @ForAll("changes") List<Change> changes,
            @ForAll Verb verb,
            @ForAll @IntRange(min = 1, max = 20) int piece) {
        readsWithinBounds(Change.all(changes, stream), verb, piece);
    }

    @Property
    void fault_11_a_size_is_never_believed_before_its_bytes_are_there(@ForAll long size) {
        readsWithinBounds(Body.utf8("RESERVED 1 " + size + "\r\nab"), Verb.RESERVE, 100);
        readsWithinBounds(Body.utf8("OK " + size + "\r\nab"), Verb.STATS, 100);
    }

    @Provide
    Arbitrary<Body> streams() {
        return Arbitraries.of(STREAMS).map(Body::utf8);
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        return Change.few();
    }

    private static void readsWithinBounds(Body stream, Verb verb, int piece) {
        String text = new String(stream.bytes(), StandardCharsets.ISO_8859_1);
        String[] pieces = text.split("(?<=\\G(?s:.{" + piece + "}))");

        BOUNDS.hold(stream.size(), () -> readAll(new ReplyReader(new Pieces(pieces), "here"), Command.of(verb)));
    }

    /** Until the stream's end, or what is no reply; each takes at least three bytes. */
    private static void readAll(ReplyReader reader, Command command) throws IOException {
        reader.maxJobSize(65_535);
        try {
            while (true) {
                readOut(reader.read(command, () -> 0, command.line()));
            }
        } catch (EOFException e) {
            assertThat(e).hasMessage("the server closed the connection");
        } catch (QueueException e) {
            assertThat(e.kind()).isEqualTo(QueueException.Kind.PROTOCOL);
            assertThat(e).hasMessageContaining("(" + command.line() + ", here)");
        }
    }

    private static void readOut(Reply reply) {
        if (reply.word() == Reply.Word.OK) {
            FlatYaml.list(reply.body());
            try {
                ServerFacts.of(FlatYaml.map(reply.body()));
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageStartingWith("stats lack");
            }
            try {
                JobFacts.of(FlatYaml.map(reply.body()), "here");
            } catch (QueueException e) {
                assertThat(e.kind()).isEqualTo(QueueException.Kind.PROTOCOL);
            }
        }
    }
}
