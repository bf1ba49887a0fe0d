package io.jobferry.gob;

import static io.jobferry.gob.Structs.ACTION;
import static io.jobferry.gob.Structs.ARGS;
import static io.jobferry.gob.Structs.ATTEMPTS;
import static io.jobferry.gob.Structs.BACKOFF;
import static io.jobferry.gob.Structs.KEY;
import static io.jobferry.gob.Structs.MESSAGE;
import static io.jobferry.gob.Structs.PERSISTED_JOB;
import static io.jobferry.gob.Structs.UNIQUE_ID;
import static io.jobferry.gob.Structs.VALUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Body;
import io.jobferry.testing.Bounds;
import io.jobferry.testing.Change;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for all bytes and all values. */
class GobPropertiesTest {
    private static final List<GobType<?>> TYPES = List.of(
            PERSISTED_JOB,
            MESSAGE,
            GobTypes.STRING,
            GobTypes.BYTES,
            GobTypes.INT,
            GobTypes.BOOL,
            GobTypes.FLOAT,
            GobTypes.listOf(GobTypes.STRING));

    /** For all types: 200 bytes for each, of which a field's name makes the most. */
    private static final Bounds BOUNDS = new Bounds(1024 * 1024, 200L * TYPES.size());

    @Property
    void random_bytes_are_a_value_or_refused(@ForAll byte[] bytes) {
        readsWithinBounds(Body.of(bytes));
    }

    @Property(tries = 3000)
    void a_changed_stream_is_another_value_or_refused(
            @ForAll("streams") Body stream, @ForAll("changes") List<Change> changes) {
        Body changed = Change.all(changes, stream);

        readsWithinBounds(changed);
    }

    @Property
    void an_envelope_comes_back_as_it_was_written(
            @ForAll("texts") String id,
            @ForAll("texts") String key,
            @ForAll byte[] value,
            @ForAll long backoff,
            @ForAll int attempts,
            @ForAll @IntRange(min = 64) int typeId) {
        GobRecord job = PERSISTED_JOB
                .zero()
                .with(UNIQUE_ID, id)
                .with(KEY, key)
                .with(VALUE, Body.of(value))
                .with(BACKOFF, backoff)
                .with(ATTEMPTS, (long) attempts);
        Gob<GobRecord> gob = new Gob<>(PERSISTED_JOB, typeId, job);

        assertThat(Gob.read(gob.write(), PERSISTED_JOB)).isEqualTo(gob);
    }

    @Property
    void a_message_comes_back_as_it_was_written(
            @ForAll("texts") String action, @ForAll("textLists") List<String> args) {
        Gob<GobRecord> gob = Gob.of(MESSAGE, MESSAGE.zero().with(ACTION, action).with(ARGS, args));

        assertThat(Gob.read(gob.write(), MESSAGE)).isEqualTo(gob);
    }

    @Provide
    Arbitrary<Body> streams() {
        return Arbitraries.of(Stream.concat(
                        Fixture.all().stream().map(Fixture::stream),
                        Stream.of(GobTest.MANY_FIELDS, GobTest.DEFINED_INSIDE).map(GobTest::stream))
                .toList());
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        return Change.few();
    }

    /** Whole characters: half a surrogate pair is no text of Go's. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20).filter(GobPropertiesTest::isWhole),
                Arbitraries.of("", "ключ", "\uD83D\uDC1F", "\uFFFD", "x".repeat(300)));
    }

    @Provide
    Arbitrary<List<String>> textLists() {
        return texts().list().ofMaxSize(20);
    }

    private static boolean isWhole(String text) {
        return text.chars().noneMatch(c -> Character.isSurrogate((char) c));
    }

    private static void readsWithinBounds(Body stream) {
        BOUNDS.hold(stream.size(), () -> TYPES.forEach(type -> read(stream, type)));

        TYPES.forEach(type -> isReadAsItIsWritten(stream, type));
    }

    private static <T> void isReadAsItIsWritten(Body stream, GobType<T> type) {
        read(stream, type)
                .ifPresent(gob -> assertThat(Gob.read(gob.write(), type)).isEqualTo(gob));
    }

    private static <T> Optional<Gob<T>> read(Body stream, GobType<T> type) {
        try {
            return Optional.of(Gob.read(stream, type));
        } catch (GobException e) {
            assertThat(e.offset()).isBetween(0, stream.size());
            return Optional.empty();
        }
    }
}
