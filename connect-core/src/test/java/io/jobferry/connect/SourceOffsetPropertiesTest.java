package io.jobferry.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Body;
import io.jobferry.testing.Bounds;
import io.jobferry.testing.Change;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.connect.errors.ConnectException;

/** What holds for all offsets that Kafka, or a user who alters them, may hand to a source. */
class SourceOffsetPropertiesTest {
    private static final String QUEUE = "beanstalk://localhost:11300/mail";

    /** A full window of the longest keys. */
    private static final Bounds BOUNDS = new Bounds(32 * 1024 * 1024, 1000);

    private static final List<String> TEXTS = List.of(
            "1f5e-:7-9,12 2a-:1",
            "D-dcb833cf-8YL1NT17e9+wsA-05a:1 D-dcb833cf-:",
            "a:1-999999999999999999",
            "9f86d081884c7d65-:1-12000",
            "");

    @Property
    void keys_are_read_from_an_offset_as_they_were_written(
            @ForAll("keys") List<String> keys, @ForAll @IntRange(max = 2_000_000_000) int seconds) {
        Instant taken = Instant.ofEpochSecond(seconds);

        List<Map<String, ?>> offsets = SourcePosition.offsets(keys, 0, taken);

        for (int count = 0; count <= keys.size(); count++) {
            assertThat(SourcePosition.unconfirmed(QUEUE, offsets.get(count)))
                    .isEqualTo(new SourcePosition.Unconfirmed(keys.subList(0, count), taken));
        }
    }

    @Property(tries = 1000)
    void a_changed_text_of_keys_is_another_or_refused(
            @ForAll("texts") String text, @ForAll("changes") List<Change> changes, @ForAll("counts") Object count) {
        String changed = Change.all(changes, Body.utf8(text)).utf8();

        readsWithinBounds(Map.of("jobs", changed, "count", count, "taken", 1L));
    }

    @Property(tries = 50)
    void a_long_text_is_worth_no_more_memory_than_it_has_bytes(@ForAll @IntRange(max = 200_000) int length) {
        String prefix = "x".repeat(length);

        readsWithinBounds(Map.of("jobs", prefix + ":1-12000", "count", 12_000L, "taken", 1L));
        readsWithinBounds(Map.of("jobs", prefix + ":", "count", 1L, "taken", 1L));
    }

    @Property
    void a_random_map_is_an_offset_or_refused(@ForAll("offsets") Map<String, Object> offset) {
        readsWithinBounds(offset);
    }

    @Provide
    Arbitrary<List<String>> keys() {
        return Arbitraries.strings()
                .withChars("01289ab:,-\u00e9")
                .ofMinLength(1)
                .ofMaxLength(30)
                .list()
                .ofMaxSize(30);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(TEXTS);
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        return Change.few();
    }

    @Provide
    Arbitrary<Object> counts() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 5).asGeneric(),
                Arbitraries.longs().asGeneric(),
                Arbitraries.doubles().asGeneric());
    }

    @Provide
    Arbitrary<Map<String, Object>> offsets() {
        Arbitrary<String> names = Arbitraries.of("jobs", "count", "taken", "job", "queue", "");
        Arbitrary<Object> values = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20).asGeneric(),
                Arbitraries.of(TEXTS).asGeneric(),
                counts(),
                Arbitraries.of(true, false).asGeneric());
        return Arbitraries.maps(names, values).ofMaxSize(4);
    }

    private static void readsWithinBounds(Map<String, ?> offset) {
        int size = offset.toString().getBytes(StandardCharsets.UTF_8).length;

        BOUNDS.hold(size, () -> {
            try {
                assertThat(SourcePosition.unconfirmed(QUEUE, offset).keys())
                        .hasSizeLessThanOrEqualTo(ExactlyOnce.LONGEST_WINDOW);
            } catch (ConnectException e) {
                assertThat(e).hasMessageContaining(QUEUE);
            }
        });
    }
}
