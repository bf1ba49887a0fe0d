package io.jobferry.connect;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** The values of a sink's {@code put.*} keys for one record, parsed: the configured ones, or what its headers say. */
public record PutSettings(Map<String, Object> values) {
    public PutSettings {
        values = Map.copyOf(values);
    }

    /** The value of a key of type LONG or INT. */
    public long number(String key) {
        return ((Number) value(key)).longValue();
    }

    /** The value of a key that counts milliseconds. */
    public Duration millis(String key) {
        return Duration.ofMillis(number(key));
    }

    /** The value of a key of type BOOLEAN. */
    public boolean flag(String key) {
        return (Boolean) value(key);
    }

    private Object value(String key) {
        return Objects.requireNonNull(values.get(key), key);
    }
}
