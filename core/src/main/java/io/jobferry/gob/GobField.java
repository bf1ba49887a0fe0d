package io.jobferry.gob;

import java.util.Objects;

/**
 * A field of a struct.
 *
 * @param name Go's name of it; begins with a capital, as Go leaves others out
 */
public record GobField<T>(String name, GobType<T> type) {
    public GobField {
        Objects.requireNonNull(type, "type");
        if (name.isEmpty() || !Character.isUpperCase(name.codePointAt(0))) {
            throw new IllegalArgumentException("field does not begin with a capital: \"" + name + "\"");
        }
    }
}
