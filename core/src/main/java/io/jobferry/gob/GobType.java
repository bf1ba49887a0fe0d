package io.jobferry.gob;

import io.jobferry.Body;
import org.jspecify.annotations.Nullable;

/**
 * A type that we read from gobs and write to them, and what it is in Java. Go's sizes do not show in a gob: an {@code int8}
 * travels as an {@code int}. Values do not change, and types are used by any thread.
 *
 * @see GobTypes
 * @param <T> what a value is in Java
 */
public abstract sealed class GobType<T> permits BasicType, ListType, GobStruct {
    /** Those that were asked for last: most programs write a type under one id. */
    private volatile @Nullable Definitions latest;

    GobType() {}

    private record Definitions(int typeId, Body messages) {}

    /** The messages by which a stream defines this under this id; none where it needs no definition. */
    final Body definitions(int typeId) {
        Definitions known = latest;
        if (known == null || known.typeId != typeId) {
            known = new Definitions(typeId, definedAs(typeId));
            latest = known;
        }
        return known.messages;
    }

    private Body definedAs(int typeId) {
        GobOutput out = new GobOutput();
        if (!(this instanceof BasicType)) {
            TypeIds ids = new TypeIds(typeId);
            ids.add(this, this instanceof GobStruct ? goName() : "");
            numberParts(ids);
            define(ids, out);
        }
        return out.toBody();
    }

    /** The value that a gob leaves out. */
    public abstract T zero();

    /** What Go calls the type where it has no name. */
    abstract String goName();

    /** Whether a field with this value is left out. */
    abstract boolean isLeftOut(T value);

    /** Refuses a type of the stream whose values cannot be read as this; {@code of} is the place for an error's text. */
    abstract void require(WireTypes types, int id, String of);

    /** Reads a value of a type that was required. */
    abstract T read(GobReader reader, int id);

    abstract void write(GobOutput out, T value);

    /** The id that this has among those of a stream to be written. */
    abstract int id(TypeIds ids);

    /** Gives this, and what it is made of, ids in Go's order; {@code name} is what the place calls it. */
    abstract void number(TypeIds ids, String name);

    /** Gives what this is made of ids. */
    abstract void numberParts(TypeIds ids);

    /** Writes the definitions of this and of what it is made of, unless they are written. */
    abstract void define(TypeIds ids, GobOutput out);
}
