package io.jobferry.redisqueue;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Body;
import io.jobferry.testing.Bounds;
import io.jobferry.testing.Change;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for all bytes that somebody may have pushed. */
class EnvelopePropertiesTest {
    private static final Envelope GOB = new GobEnvelope(65);
    private static final Envelope JSON = new JsonEnvelope();

    /** What is read is written again, twice, and shown. */
    private static final Bounds BOUNDS = new Bounds(2 * 1024 * 1024, 1000);

    private static final List<String> JSONS = List.of(
            "{\"UniqueId\":\"abc\",\"Key\":\"mail\",\"Value\":\"aGVsbG8=\",\"HandleTimeout\":3600000000000,"
                    + "\"Backoff\":0,\"Attempts\":1,\"MaxAttempts\":5}",
            " { \"Value\" : null , \"Value\":\"aGVsbG8=\",\"Other\":-1, \"Key\" :\"\\u00e9\\/\\ud83d\\udc1f\\udc1f\" } ",
            "{\"Value\":\"\",\"Attempts\":9223372036854775807,\"MaxAttempts\":-9223372036854775808,"
                    + "\"HandleTimeout\":9223372036854775807,\"Backoff\":-1}");

    @Property
    void fault_34_random_bytes_are_an_envelope_or_refused(@ForAll byte[] bytes) {
        readsWithinBounds(JSON, Body.of(bytes));
        readsWithinBounds(GOB, Body.of(bytes));
    }

    @Property
    void fault_34_random_text_in_braces_is_an_envelope_or_refused(@ForAll String text) {
        readsWithinBounds(JSON, Body.utf8("{" + text + "}"));
        readsWithinBounds(JSON, Body.utf8("{\"Value\":\"" + text + "\"}"));
        readsWithinBounds(JSON, Body.utf8("{\"Value\":\"\",\"Key\":\"" + text + "\"}"));
    }

    @Property(tries = 1000)
    void fault_34_a_changed_json_envelope_is_another_or_refused(
            @ForAll("jsons") Body member, @ForAll("changes") List<Change> changes) {
        readsWithinBounds(JSON, Change.all(changes, member));
    }

    @Property(tries = 1000)
    void fault_34_a_changed_gob_envelope_is_another_or_refused(
            @ForAll("gobs") Body member, @ForAll("changes") List<Change> changes) {
        readsWithinBounds(GOB, Change.all(changes, member));
    }

    @Provide
    Arbitrary<Body> jsons() {
        return Arbitraries.of(JSONS).map(Body::utf8);
    }

    @Provide
    Arbitrary<Body> gobs() throws IOException {
        return Arbitraries.of(EnvelopeTest.gobs()).map(Body::of);
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        return Change.few();
    }

    private static void readsWithinBounds(Envelope envelope, Body member) {
        BOUNDS.hold(member.size(), () -> readOut(envelope, member.bytes()));
    }

    private static void readOut(Envelope envelope, byte[] member) throws MalformedEnvelopeException {
        PersistedJob job;
        try {
            job = envelope.read(member);
        } catch (MalformedEnvelopeException e) {
            assertThat(e.shown("mail", member).body().bytes()).isEqualTo(member);
            return;
        }

        assertThat(job.shown("mail").body()).isEqualTo(job.value());
        assertThat(envelope.read(envelope.write(job))).isEqualTo(job);
        PersistedJob retried = envelope.read(envelope.rewrite(member, before -> before.failed(1)));
        assertThat(retried).isEqualTo(job.failed(1));
    }
}
