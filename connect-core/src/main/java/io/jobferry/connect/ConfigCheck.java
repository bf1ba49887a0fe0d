package io.jobferry.connect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.types.Password;

/**
 * The answer to {@code PUT …/config/validate}: every key by itself, then all together, then whether the servers answer;
 * each step only if nothing was wrong before it. A worker asks it whenever a configuration is set, not at a start.
 */
final class ConfigCheck {
    private static final Pattern USER_INFO = Pattern.compile("://.*@", Pattern.DOTALL);

    private final ConfigDef def;
    private final Map<String, String> properties;
    private final Map<String, ConfigValue> values = new LinkedHashMap<>();

    private ConfigCheck(ConfigDef def, Map<String, String> properties) {
        this.def = def;
        this.properties = properties;
    }

    /** @param parse makes the connector's configuration of properties of which each is right by itself */
    static Config validate(
            ConfigDef def, Map<String, String> properties, Function<Map<String, String>, ConnectorConfig> parse) {
        ConfigCheck check = new ConfigCheck(def, properties);
        check.keysByThemselves();
        if (check.isGood()) {
            check.together(parse);
        }
        return new Config(List.copyOf(check.values.values()));
    }

    private void keysByThemselves() {
        for (ConfigValue value : def.validate(properties)) {
            values.put(value.name(), withoutSecrets(value));
        }
        UnknownKeys.among(properties.keySet(), def.names()).forEach(this::complain);
    }

    private void together(Function<Map<String, String>, ConnectorConfig> parse) {
        ConnectorConfig config;
        try {
            config = parse.apply(properties);
        } catch (RefusedKey e) {
            complain(e.key(), e.reason());
            return;
        }
        config.server().conflicts().forEach(this::complain);
        if (isGood()) {
            config.conflicts().forEach(this::complain);
        }
        if (isGood() && config.server().validatesConnection()) {
            new ConnectionCheck(config)
                    .complaints()
                    .forEach(complaint -> complain(config.server().addressesKey(), complaint));
        }
    }

    private boolean isGood() {
        return values.values().stream().allMatch(value -> value.errorMessages().isEmpty());
    }

    /** A key that is not the connector's gets no value in the answer: it may be a password under a mistyped name. */
    private void complain(String key, String message) {
        values.computeIfAbsent(key, name -> new ConfigValue(name, null, List.of(), new ArrayList<>()))
                .addErrorMessage(key + ": " + message);
    }

    /** The worker repeats values and messages in its answer: those of a value with user info in it are not for that. */
    private ConfigValue withoutSecrets(ConfigValue value) {
        String written = properties.get(value.name());
        ConfigDef.Type type = Objects.requireNonNull(def.configKeys().get(value.name())).type;
        if (written == null || type == ConfigDef.Type.PASSWORD || !hasUserInfo(value.name(), written)) {
            return value;
        }
        ConfigValue hidden = new ConfigValue(
                value.name(),
                type == ConfigDef.Type.LIST ? List.of(Password.HIDDEN) : Password.HIDDEN,
                value.recommendedValues(),
                new ArrayList<>(List.of(value.name() + ": has user info, which does not belong here")));
        hidden.visible(value.visible());
        return hidden;
    }

    /** Also an address that stands under the wrong key has it. */
    private static boolean hasUserInfo(String key, String written) {
        return ServerConfig.isAddresses(key)
                ? written.indexOf('@') >= 0
                : USER_INFO.matcher(written).find();
    }
}
