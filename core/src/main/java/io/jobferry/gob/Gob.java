package io.jobferry.gob;

import io.jobferry.Body;
import java.util.Objects;

/**
 * A value with its type, as one stream of Go's encoding/gob carries it. Values do not change; any thread.
 *
 * <p>Type ids say nothing but which definition a value belongs to. A Go process gives them out as it meets types, so the
 * same value has other bytes from another process. Whoever finds things by their bytes writes a value with the id that it
 * was read with.
 *
 * @param type the value's type
 * @param typeId the id that the stream gives the type, from 64; a type that needs no definition has one of its own
 * @param value the value
 */
public record Gob<T>(GobType<T> type, int typeId, T value) {
    private static final int FIRST_TYPE_ID = 65;

    /** @throws IllegalArgumentException if the type cannot have this id */
    public Gob {
        Objects.requireNonNull(value, "value");
        if (type instanceof BasicType<T> basic ? typeId != basic.id() : typeId < WireTypes.FIRST_DEFINED) {
            throw new IllegalArgumentException("type " + type + " cannot have this id: " + typeId);
        }
    }

    /**
     * This value with type id 65: what a Go process up to 1.20 gives the first type that it meets. From 1.21 on that is 64;
     * who needs the bytes of such a process makes the Gob with that id.
     */
    public static <T> Gob<T> of(GobType<T> type, T value) {
        return new Gob<>(type, type instanceof BasicType<T> basic ? basic.id() : FIRST_TYPE_ID, value);
    }

    /**
     * The only value of this stream, which may have 64 MiB. Reading takes memory and time in proportion to the stream,
     * whatever is in it.
     *
     * @throws GobException if the stream is malformed, ends early, goes on after the value, or has a value of another type
     */
    public static <T> Gob<T> read(Body stream, GobType<T> type) {
        return GobReader.read(stream, type);
    }

    /**
     * The stream of this value: the bytes that Go writes if it gives the type this id, and to the types inside the ids
     * that follow.
     *
     * @throws GobException if it would have more than 64 MiB, or a string has half a surrogate pair
     */
    public Body write() {
        GobOutput out = new GobOutput();
        GobOutput content = new GobOutput();
        out.encoded(type.definitions(typeId));
        content.signed(typeId);
        if (!(type instanceof GobStruct)) {
            content.unsigned(0);
        }
        type.write(content, value);
        out.message(content);
        return out.toBody();
    }

    /** The type only: values may be secret. */
    @Override
    public String toString() {
        return "Gob[" + type + ", type " + typeId + "]";
    }
}
