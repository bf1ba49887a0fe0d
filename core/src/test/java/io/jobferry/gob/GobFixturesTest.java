package io.jobferry.gob;

import static io.jobferry.gob.Structs.ACTION;
import static io.jobferry.gob.Structs.ARGS;
import static io.jobferry.gob.Structs.ATTEMPTS;
import static io.jobferry.gob.Structs.BACKOFF;
import static io.jobferry.gob.Structs.HANDLE_TIMEOUT;
import static io.jobferry.gob.Structs.KEY;
import static io.jobferry.gob.Structs.MAX_ATTEMPTS;
import static io.jobferry.gob.Structs.MESSAGE;
import static io.jobferry.gob.Structs.PERSISTED_JOB;
import static io.jobferry.gob.Structs.UNIQUE_ID;
import static io.jobferry.gob.Structs.VALUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Body;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every line of the fixtures, both ways. */
class GobFixturesTest {
    private static final Map<String, Gob<?>> VALUES = Map.of(
            "bytes hi", Gob.of(GobTypes.BYTES, Body.utf8("hi")),
            "float 1.5", Gob.of(GobTypes.FLOAT, 1.5),
            "int -1", Gob.of(GobTypes.INT, -1L),
            "int 1", Gob.of(GobTypes.INT, 1L),
            "int max", Gob.of(GobTypes.INT, Long.MAX_VALUE),
            "int min", Gob.of(GobTypes.INT, Long.MIN_VALUE),
            "string foo", Gob.of(GobTypes.STRING, "foo"),
            "true", Gob.of(GobTypes.BOOL, true),
            "uint 300", Gob.of(GobTypes.UINT, 300L));

    static Stream<Fixture> jobs() {
        return Fixture.ofKind("PersistedJob").stream();
    }

    static Stream<Fixture> messages() {
        return Fixture.ofKind("Message").stream();
    }

    static Stream<Fixture> values() {
        return Fixture.ofKind("value").stream();
    }

    @Test
    void every_fixture_is_of_a_kind_that_is_tested_here() {
        assertThat(Fixture.all())
                .hasSize(24)
                .allMatch(fixture -> Stream.of("PersistedJob", "Message", "value")
                        .anyMatch(kind -> fixture.text("kind").equals(kind)));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void an_envelope_is_read_and_written_again_as_go_wrote_it(Fixture fixture) {
        Gob<GobRecord> read = Gob.read(fixture.stream(), PERSISTED_JOB);

        assertThat(read).isEqualTo(new Gob<>(PERSISTED_JOB, 66, job(fixture)));
        assertThat(read.write()).isEqualTo(fixture.stream());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_message_is_read_and_written_again_as_go_wrote_it(Fixture fixture) {
        GobRecord message = MESSAGE.zero().with(ACTION, fixture.text("action")).with(ARGS, fixture.texts("args"));

        Gob<GobRecord> read = Gob.read(fixture.stream(), MESSAGE);

        assertThat(read).isEqualTo(new Gob<>(MESSAGE, 67, message));
        assertThat(read.write()).isEqualTo(fixture.stream());
    }

    @ParameterizedTest
    @MethodSource("values")
    void a_plain_value_is_read_and_written_again_as_go_wrote_it(Fixture fixture) {
        Gob<?> expected = Objects.requireNonNull(VALUES.get(fixture.text("name")));

        Gob<?> read = Gob.read(fixture.stream(), expected.type());

        assertThat(read).isEqualTo(expected);
        assertThat(read.write()).isEqualTo(fixture.stream());
    }

    private static GobRecord job(Fixture fixture) {
        return PERSISTED_JOB
                .zero()
                .with(UNIQUE_ID, fixture.text("uniqueId"))
                .with(KEY, fixture.text("key"))
                .with(VALUE, fixture.bytes("valueHex"))
                .with(HANDLE_TIMEOUT, fixture.number("handleTimeoutNanos"))
                .with(BACKOFF, fixture.number("backoffNanos"))
                .with(ATTEMPTS, fixture.number("attempts"))
                .with(MAX_ATTEMPTS, fixture.number("maxAttempts"));
    }
}
