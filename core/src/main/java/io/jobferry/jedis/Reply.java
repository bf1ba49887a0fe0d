package io.jobferry.jedis;

import io.jobferry.QueueException;
import io.jobferry.QueueException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One command's reply, or why there is none. Each reader throws the error if there is one, and a {@link
 * Kind#PROTOCOL} error if the reply is of another type.
 */
public final class Reply {
    private final @Nullable Object value;
    private final @Nullable QueueException error;
    private final String place;

    private Reply(@Nullable Object value, @Nullable QueueException error, String place) {
        this.value = value;
        this.error = error;
        this.place = place;
    }

    static Reply of(@Nullable Object value, String place) {
        return new Reply(value, null, place);
    }

    /** A command that has no reply, for this reason. */
    public static Reply failed(QueueException error, String place) {
        return new Reply(null, error, place);
    }

    /** Why there is no reply: a {@link RespError}, or the connection's end; null if there is one. */
    public @Nullable QueueException error() {
        return error;
    }

    /** Whether the server answered with nil. */
    public boolean isNil() {
        throwError();
        return value == null;
    }

    /** An integer reply. */
    public long integer() {
        throwError();
        if (value instanceof Long integer) {
            return integer;
        }
        throw unexpected("an integer");
    }

    /** A bulk or simple string. */
    public byte[] bytes() {
        throwError();
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        throw unexpected("a string");
    }

    /** A bulk or simple string as text. */
    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** An array; empty for nil, which is how the servers write "none". */
    public List<Reply> list() {
        throwError();
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> elements) {
            return elements.stream()
                    .map(element -> new Reply(element, null, place))
                    .toList();
        }
        throw unexpected("an array");
    }

    /** The array's element at this place; a {@link Kind#PROTOCOL} error if it has none there. */
    public Reply at(int place) {
        List<Reply> elements = list();
        if (place >= elements.size()) {
            throw unexpected("an array with an element " + place);
        }
        return elements.get(place);
    }

    private void throwError() {
        if (error != null) {
            throw error;
        }
    }

    private QueueException unexpected(String wanted) {
        String type = value == null ? "nil" : value.getClass().getSimpleName();
        return new QueueException(Kind.PROTOCOL, "reply is not " + wanted + ": " + type + " (" + place + ")");
    }
}
