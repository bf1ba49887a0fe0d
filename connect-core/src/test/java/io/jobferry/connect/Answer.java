package io.jobferry.connect;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;

/** What a connector answers to {@code PUT …/config/validate}. */
public record Answer(Map<String, ConfigValue> values) {
    /** What this connector says of these properties. */
    public static Answer of(Connector connector, Map<String, String> properties) {
        Config config = connector.validate(properties);
        return new Answer(config.configValues().stream().collect(Collectors.toMap(ConfigValue::name, value -> value)));
    }

    /** The errors of those keys that have any, each key's as one text. */
    public Map<String, String> errors() {
        return values.values().stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .collect(Collectors.toMap(ConfigValue::name, value -> String.join("\n", value.errorMessages())));
    }

    /** Whether a form would show this key. */
    public boolean shows(String key) {
        return Objects.requireNonNull(values.get(key), key).visible();
    }
}
