package io.jobferry.jedis;

import io.jobferry.QueueException;
import io.jobferry.QueueException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One command's reply, or why there is none. Each reader throws the error if there is one, and a {@link
 * Kind#PROTOCOL} error if the reply is of another type.
 */
public final class Reply {
    private final @Nullable Object value;
    private final @Nullable QueueException error;
    private final Object place; // its text is made only for an error

    private Reply(@Nullable Object value, @Nullable QueueException error, Object place) {
        this.value = value;
        this.error = error;
        this.place = place;
    }

    /** @param place says in its text which command it was, and where */
    static Reply of(@Nullable Object value, Object place) {
        return new Reply(value, null, place);
    }

    /** A command that has no reply, for this reason. */
    public static Reply failed(QueueException error, Object place) {
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
            List<Reply> replies = new ArrayList<>(elements.size());
            for (Object element : elements) {
                replies.add(new Reply(element, null, place));
            }
            return replies;
        }
        throw unexpected("an array");
    }

    /** An array of strings; empty for nil. */
    public List<byte[]> strings() {
        throwError();
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> elements) {
            List<byte[]> strings = new ArrayList<>(elements.size());
            for (Object element : elements) {
                if (!(element instanceof byte[] string)) {
                    throw unexpected("an array of strings");
                }
                strings.add(string);
            }
            return strings;
        }
        throw unexpected("an array");
    }

    /** The array's element at this place; a {@link Kind#PROTOCOL} error if it has none there. */
    public Reply at(int index) {
        return atLeast(index + 1).get(index);
    }

    /** An array of at least so many; a {@link Kind#PROTOCOL} error if there are fewer. */
    public List<Reply> atLeast(int count) {
        List<Reply> elements = list();
        if (elements.size() < count) {
            throw unexpected("an array of at least " + count);
        }
        return elements;
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
