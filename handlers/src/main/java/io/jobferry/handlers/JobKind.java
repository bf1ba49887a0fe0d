package io.jobferry.handlers;

import java.util.Objects;

/**
 * A kind of job: its key, by which a queue's jobs are told apart, and how its payload is read and written.
 *
 * @param key any text; the same on both sides of a queue
 */
public record JobKind<T>(String key, Codec<T> codec) {
    public JobKind {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(codec, "codec");
    }

    /** A kind of JSON whose key is the class's name. */
    public static <T> JobKind<T> json(Class<T> type) {
        return new JobKind<>(type.getName(), Codec.json(type));
    }
}
