package io.jobferry.gob;

import io.jobferry.gob.WireType.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The ids of the types of a stream that is written, and which of them it has defined. One thread at a time. */
final class TypeIds {
    private final Map<GobType<?>, Named> types = new HashMap<>();
    private final Set<GobType<?>> defined = new HashSet<>();
    private int next;

    private record Named(int id, String name) {}

    TypeIds(int first) {
        next = first;
    }

    boolean has(GobType<?> type) {
        return types.containsKey(type);
    }

    int get(GobType<?> type) {
        return named(type).id();
    }

    void add(GobType<?> type, String name) {
        if (next < 0) {
            throw new GobException("type ids are used up: " + Integer.MAX_VALUE, 0);
        }
        types.put(type, new Named(next, name));
        next++;
    }

    /** Whether the stream comes to this type for the first time. */
    boolean isFirst(GobType<?> type) {
        return defined.add(type);
    }

    /** A definition up to what types of this kind have of their own. */
    GobOutput begin(GobType<?> type, Kind kind) {
        Named named = named(type);
        GobOutput definition = new GobOutput();
        definition.signed(-named.id());
        definition.unsigned(kind.field() + 1);
        definition.unsigned(1);
        if (named.name().isEmpty()) {
            definition.unsigned(2);
        } else {
            definition.unsigned(1);
            definition.string(named.name());
            definition.unsigned(1);
        }
        definition.signed(named.id());
        definition.unsigned(0);
        return definition;
    }

    /** The definition, with the ends of what was begun. */
    static GobOutput end(GobOutput definition) {
        definition.unsigned(0);
        definition.unsigned(0);
        return definition;
    }

    private Named named(GobType<?> type) {
        return Objects.requireNonNull(types.get(type), "type has no id");
    }
}
