package io.jobferry.disque;

import io.jobferry.QueueException;
import io.jobferry.QueueException.Kind;
import io.jobferry.jedis.Reply;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A reply of names and values in turn; which names there are, and in which order, is the server's affair. */
final class Fields {
    private final Map<String, Reply> values = new HashMap<>();

    Fields(Reply reply) {
        List<Reply> elements = reply.list();
        for (int i = 0; i + 1 < elements.size(); i += 2) {
            values.put(elements.get(i).text(), elements.get(i + 1));
        }
    }

    String text(String name) {
        return value(name).text();
    }

    long number(String name) {
        return value(name).integer();
    }

    Duration seconds(String name) {
        return Duration.ofSeconds(number(name));
    }

    /** Null where the server says nil. */
    @Nullable
    Duration millis(String name) {
        return value(name).isNil() ? null : Duration.ofMillis(number(name));
    }

    /** Null where the server says nil. */
    byte @Nullable [] bytes(String name) {
        return value(name).isNil() ? null : value(name).bytes();
    }

    List<String> texts(String name) {
        return value(name).list().stream().map(Reply::text).toList();
    }

    /** The one that the server calls so; a {@link Kind#PROTOCOL} error if there is none. */
    static <T> T oneOf(T[] all, Function<T, String> word, String said) {
        return Arrays.stream(all)
                .filter(one -> word.apply(one).equals(said))
                .findFirst()
                .orElseThrow(() -> new QueueException(
                        Kind.PROTOCOL,
                        "reply has a word that is not one of "
                                + Arrays.stream(all).map(word).toList()));
    }

    private Reply value(String name) {
        Reply value = values.get(name);
        if (value == null) {
            throw new QueueException(Kind.PROTOCOL, "reply has no \"" + name + "\"");
        }
        return value;
    }
}
