package io.jobferry.connect;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * The values of a binding's own keys, parsed. Those that say how jobs are put are of one record: the configured ones, or
 * what its headers say. Immutable.
 */
public final class Settings {
    private final Map<String, Object> values;

    /** Settings of these values; a key that is null has none. */
    Settings(Map<String, ? extends @Nullable Object> values) {
        Map<String, Object> set = new HashMap<>();
        values.forEach((key, value) -> {
            if (value != null) {
                set.put(key, value);
            }
        });
        this.values = Map.copyOf(set);
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

    /** The value of a key of type STRING. */
    public String text(String key) {
        return (String) value(key);
    }

    /** The value of a key of type PASSWORD, for the server alone; empty if there is none. */
    public Optional<String> secret(String key) {
        return Optional.ofNullable((Password) values.get(key)).map(Password::value);
    }

    Map<String, Object> values() {
        return values;
    }

    private Object value(String key) {
        return Objects.requireNonNull(values.get(key), key);
    }
}
