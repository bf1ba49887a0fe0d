package io.jobferry.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Backend;
import io.jobferry.PutOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigCheckTest {
    private final Map<String, String> properties = new HashMap<>(Map.of("memory.servers", "check"));
    private final AtomicInteger parsed = new AtomicInteger();

    @Test
    void nothing_is_wrong_with_what_is_right() {
        assertThat(validate())
                .allSatisfy((key, value) -> assertThat(value.errorMessages()).isEmpty());
    }

    @Test
    void every_wrong_key_is_told_at_once_and_nothing_is_looked_at_together() {
        properties.put("memory.connect.timeout.ms", "0");
        properties.put("validate.connection", "perhaps");
        properties.put("memory.serverz", "x");

        Map<String, ConfigValue> values = validate();

        assertThat(errors(values, "memory.connect.timeout.ms")).contains("0", "at least 1");
        assertThat(errors(values, "validate.connection")).contains("perhaps", "true or false");
        assertThat(errors(values, "memory.serverz")).contains("did you mean memory.servers?");
        assertThat(parsed).hasValue(0);
    }

    @Test
    void servers_are_needed() {
        properties.remove("memory.servers");

        assertThat(errors(validate(), "memory.servers")).contains("memory.servers");
    }

    @Test
    void an_empty_list_of_servers_is_refused() {
        properties.put("memory.servers", "");

        assertThat(errors(validate(), "memory.servers")).contains("names no server");
    }

    @Test
    void a_server_that_stands_twice_is_refused() {
        properties.put("memory.servers", "a,b,a");

        assertThat(errors(validate(), "memory.servers")).contains("twice", "memory://a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user:s3cret@check", "check,redis://user:s3cret@check", "redis://user:a,s3cret@check"})
    void fault_41_user_info_is_refused_and_never_repeated(String servers) {
        properties.put("memory.servers", servers);

        Map<String, ConfigValue> values = validate();

        assertThat(errors(values, "memory.servers")).contains("user info");
        assertThat(said(values)).doesNotContain("s3cret", "user:");
    }

    @Test
    void fault_41_an_address_with_user_info_is_not_repeated_under_another_key_either() {
        properties.put("memory.command.timeout.ms", "redis://user:s3cret@check");
        properties.put("queue", "redis://user:s3cret@check");

        Map<String, ConfigValue> values = validate();

        assertThat(errors(values, "memory.command.timeout.ms")).contains("user info");
        assertThat(errors(values, "queue")).contains("user info");
        assertThat(said(values)).doesNotContain("s3cret");
    }

    @Test
    void fault_41_passwords_are_not_repeated_under_their_key_nor_under_a_mistyped_one() {
        properties.put("memory.password", "s3cret");
        properties.put("memory.pasword", "s3cret");

        Map<String, ConfigValue> values = validate();

        assertThat(errors(values, "memory.pasword")).contains("did you mean memory.password?");
        assertThat(values.get("memory.pasword")).extracting(ConfigValue::value).isNull();
        assertThat(said(values)).doesNotContain("s3cret");
    }

    @Test
    void a_backend_without_tls_has_no_tls_keys() {
        properties.put("memory.ssl.truststore.location", "x");

        assertThat(errors(validate(), "memory.ssl.truststore.location")).contains("is no key of this connector");
    }

    @Test
    void what_the_binding_has_against_keys_that_are_right_by_themselves_is_told() {
        properties.put("memory.password", "short");

        Map<String, ConfigValue> values = validate();

        assertThat(errors(values, "memory.password")).contains("is too short");
    }

    private Map<String, ConfigValue> validate() {
        Map<String, ConfigValue> values = new HashMap<>();
        QueueBinding binding = new WithPassword();
        ConfigCheck.validate(SinkKeys.def(binding), properties, given -> {
                    parsed.incrementAndGet();
                    return new SinkConfig(binding, given);
                })
                .configValues()
                .forEach(value -> values.put(value.name(), value));
        return values;
    }

    private static String errors(Map<String, ConfigValue> values, String key) {
        return String.join("\n", Objects.requireNonNull(values.get(key), key).errorMessages());
    }

    /** All that a worker would repeat. */
    private static String said(Map<String, ConfigValue> values) {
        return values.values().toString();
    }

    /** A memory backend that asks for a password. */
    private static final class WithPassword implements QueueBinding {
        private final QueueBinding memory = new MemoryBinding();

        @Override
        public String name() {
            return memory.name();
        }

        @Override
        public List<String> servers(List<String> addresses) {
            return memory.servers(addresses);
        }

        @Override
        public Backend open(String server, ServerConfig config) {
            return memory.open(server, config);
        }

        @Override
        public ConfigDef serverKeys() {
            return new ConfigDef()
                    .define("memory.password", ConfigDef.Type.PASSWORD, null, Importance.LOW, "Password.");
        }

        @Override
        public Map<String, String> conflicts(Settings settings) {
            return settings.secret("memory.password")
                    .filter("short"::equals)
                    .map(password -> Map.of("memory.password", "is too short"))
                    .orElse(Map.of());
        }

        @Override
        public ConfigDef sourceKeys() {
            return memory.sourceKeys();
        }

        @Override
        public ConfigDef putKeys() {
            return memory.putKeys();
        }

        @Override
        public PutOptions putOptions(Settings put) {
            return memory.putOptions(put);
        }
    }
}
