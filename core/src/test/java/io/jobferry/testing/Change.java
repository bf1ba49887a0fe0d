package io.jobferry.testing;

import io.jobferry.Body;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** A change of some bytes: those at a place, between 0 and 1 of them all, are replaced by others. */
public record Change(double place, int removed, Body added) {
    /** From one to four of them. Another byte keeps the lengths true and gets further than other changes. */
    public static Arbitrary<List<Change>> few() {
        Arbitrary<Double> place = Arbitraries.doubles().between(0, 1);
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(10);
        Arbitrary<Change> otherByte = Combinators.combine(place, Arbitraries.bytes())
                .as((at, b) -> new Change(at, 1, Body.of(new byte[] {b})));
        Arbitrary<Change> otherBytes = Combinators.combine(
                        place, Arbitraries.integers().between(0, 10), bytes.map(Body::of))
                .as(Change::new);
        return Arbitraries.oneOf(otherByte, otherBytes).list().ofMinSize(1).ofMaxSize(4);
    }

    /** The bytes after these changes, one after the other. */
    public static Body all(List<Change> changes, Body bytes) {
        Body changed = bytes;
        for (Change change : changes) {
            changed = change.in(changed);
        }
        return changed;
    }

    private Body in(Body bytes) {
        int from = (int) (place * bytes.size());
        int to = Math.min(bytes.size(), from + removed);
        return Body.of(ByteBuffer.allocate(bytes.size() - (to - from) + added.size())
                .put(bytes.bytes(), 0, from)
                .put(added.bytes())
                .put(bytes.bytes(), to, bytes.size() - to)
                .array());
    }
}
