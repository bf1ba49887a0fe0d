package io.jobferry.connect;

import io.jobferry.PutOptions;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * How a record's job is put: the configured way, in which a header {@code jobferry.<put key>} outranks the key. The
 * last of several headers of one name counts. Immutable.
 */
final class PutHeaders {
    static final String PREFIX = "jobferry.";
    private static final int LONGEST_QUOTE = 40;

    /** What header converters make of text, and of whole numbers: the smallest type that they fit in. */
    private static final Set<Class<?>> TEXTUAL =
            Set.of(String.class, Boolean.class, Byte.class, Short.class, Integer.class, Long.class, BigInteger.class);

    private final QueueBinding binding;
    private final Map<String, ConfigDef.ConfigKey> keysByHeader = new LinkedHashMap<>();
    private final Settings configured;
    private final PutOptions configuredOptions;

    /**
     * Headers that outrank these settings.
     *
     * @throws IllegalArgumentException if one of the settings is out of range
     */
    PutHeaders(QueueBinding binding, Settings configured) {
        this.binding = binding;
        this.configured = configured;
        this.configuredOptions = binding.putOptions(configured);
        binding.putKeys().configKeys().forEach((name, key) -> keysByHeader.put(PREFIX + name, key));
    }

    /**
     * How the job of a record with these headers is put.
     *
     * @throws MalformedRecordException if a header's value is none that its key takes
     */
    PutOptions options(Headers headers) {
        Map<String, Object> values = null;
        for (Header header : headers) {
            ConfigDef.ConfigKey key = keysByHeader.get(header.key());
            if (key != null) {
                values = values == null ? new HashMap<>(configured.values()) : values;
                values.put(key.name, parsed(header, key));
            }
        }
        return values == null ? configuredOptions : options(new Settings(values));
    }

    private PutOptions options(Settings settings) {
        try {
            return binding.putOptions(settings);
        } catch (IllegalArgumentException e) {
            throw new MalformedRecordException("header is out of range: " + e.getMessage(), e);
        }
    }

    private static Object parsed(Header header, ConfigDef.ConfigKey key) {
        String text = text(header.value());
        if (text == null) {
            throw new MalformedRecordException(
                    "header " + header.key() + " is " + type(header.value()) + ", not " + key.type);
        }
        try {
            Object value = ConfigDef.parseType(key.name, text, key.type);
            if (key.validator != null) {
                key.validator.ensureValid(key.name, value);
            }
            return value;
        } catch (ConfigException e) {
            // Not as the cause: it repeats the text, of whatever length.
            throw new MalformedRecordException("header " + header.key() + " is not what " + key.name + " takes ("
                    + key.type + (key.validator == null ? "" : ", " + key.validator) + "): " + quoted(text));
        }
    }

    /** A header's value as text, whatever the worker's header.converter made of it; null if it is no text or number. */
    static @Nullable String text(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (value instanceof ByteBuffer buffer) {
            return StandardCharsets.UTF_8.decode(buffer.duplicate()).toString();
        }
        return value != null && TEXTUAL.contains(value.getClass()) ? value.toString() : null;
    }

    /** The type of a value that is none of those, for a message. */
    static String type(@Nullable Object value) {
        return value == null ? "null" : value.getClass().getSimpleName();
    }

    /** A header's text for a message, cut: it may be of any length. */
    static String quoted(String text) {
        return '"' + (text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…") + '"';
    }
}
