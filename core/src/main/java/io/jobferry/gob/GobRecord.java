package io.jobferry.gob;

import java.util.Arrays;
import java.util.Objects;

/** The value of a struct, which does not change. It begins with {@link GobStruct#zero()}; {@code with} makes others. */
public final class GobRecord {
    private final GobStruct struct;
    private final Object[] values;

    GobRecord(GobStruct struct, Object[] values) {
        this.struct = struct;
        this.values = values;
    }

    /**
     * The value of this field; zero if the stream had none.
     *
     * @throws IllegalArgumentException if the struct does not have this field
     */
    @SuppressWarnings("unchecked") // a place holds what its field's type read, or what with() took for it
    public <T> T get(GobField<T> field) {
        return (T) values[placeOf(field)];
    }

    /**
     * The same with this value of this field.
     *
     * @throws IllegalArgumentException if the struct does not have this field
     */
    public <T> GobRecord with(GobField<T> field, T value) {
        Object[] changed = values();
        changed[placeOf(field)] = Objects.requireNonNull(value, "value");
        return new GobRecord(struct, changed);
    }

    /** A copy. */
    Object[] values() {
        return values.clone();
    }

    private int placeOf(GobField<?> field) {
        int place = struct.placeOf(field.name());
        if (place < 0 || !struct.fields().get(place).equals(field)) {
            throw new IllegalArgumentException(struct + " does not have this field: " + field);
        }
        return place;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GobRecord that && struct.equals(that.struct) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** The type only: values may be secret. */
    @Override
    public String toString() {
        return "GobRecord[" + struct + "]";
    }
}
