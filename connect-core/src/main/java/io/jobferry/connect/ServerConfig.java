package io.jobferry.connect;

import io.jobferry.Backend;
import io.jobferry.Tls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** How to reach the servers: the keys that both connectors of a backend have. Immutable; any thread. */
public final class ServerConfig {
    static final String VALIDATE_CONNECTION = "validate.connection";

    private static final String SERVERS = "servers";
    private static final String CONNECT_TIMEOUT = "connect.timeout.ms";
    private static final String COMMAND_TIMEOUT = "command.timeout.ms";
    private static final String GROUP = "Server";

    private final QueueBinding binding;
    private final AbstractConfig config;
    private final Duration longest;
    private final @Nullable Tls tls;

    /**
     * Takes its keys out of a connector's.
     *
     * @throws RefusedKey if an address is a TLS one and the TLS keys cannot be used
     */
    ServerConfig(QueueBinding binding, AbstractConfig config) {
        this(
                binding,
                config,
                Duration.ofMillis(Integer.MAX_VALUE),
                isAnyTls(binding, config.getList(key(binding, SERVERS)))
                        ? TlsContext.of(config, prefix(binding))
                        : null);
    }

    private ServerConfig(QueueBinding binding, AbstractConfig config, Duration longest, @Nullable Tls tls) {
        this.binding = binding;
        this.config = config;
        this.longest = longest;
        this.tls = tls;
    }

    /** The definition of its keys. */
    static ConfigDef def(QueueBinding binding) {
        String prefix = prefix(binding);
        boolean hasTls = !binding.tlsSchemes().isEmpty();
        ConfigDef def = new ConfigDef()
                .define(
                        key(binding, SERVERS),
                        ConfigDef.Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.LambdaValidator.with(
                                (key, value) -> requireServers(binding, key, value),
                                () -> "addresses, each once, without user info"),
                        Importance.HIGH,
                        "Addresses of the servers, separated by commas. User names and passwords do not belong in them.",
                        GROUP,
                        1,
                        Width.LONG,
                        "Servers",
                        hasTls ? TlsKeys.names(prefix) : List.of());
        defineOthers(def, binding);
        return def;
    }

    /** All keys but the addresses: each has a default. */
    private static void defineOthers(ConfigDef def, QueueBinding binding) {
        def.define(
                        key(binding, CONNECT_TIMEOUT),
                        ConfigDef.Type.INT,
                        5000,
                        ConfigDef.Range.atLeast(1),
                        Importance.LOW,
                        "The longest time to make a connection, in milliseconds, a TLS handshake included.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "Connect timeout (ms)")
                .define(
                        key(binding, COMMAND_TIMEOUT),
                        ConfigDef.Type.INT,
                        10_000,
                        ConfigDef.Range.atLeast(1),
                        Importance.LOW,
                        "The longest time for a reply, in milliseconds; after it the connection is given up.",
                        GROUP,
                        3,
                        Width.SHORT,
                        "Command timeout (ms)")
                .define(
                        VALIDATE_CONNECTION,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        Importance.LOW,
                        "Whether a configuration is refused when it is set while a server does not answer."
                                + " Starting a connector never needs its servers.",
                        GROUP,
                        4,
                        Width.SHORT,
                        "Check the servers");
        binding.serverKeys().configKeys().values().forEach(def::define);
        if (!binding.tlsSchemes().isEmpty()) {
            TlsKeys.define(def, prefix(binding), new WithTlsAddress(binding));
        }
    }

    /** As the binding takes them, each server once. Never repeats what has user info in it. */
    private static void requireServers(QueueBinding binding, String key, @Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            return; // The key is missing: that is told already.
        }
        List<String> addresses = list.stream().map(String::valueOf).toList();
        if (addresses.isEmpty()) {
            throw new ConfigException(key + ": names no server");
        }
        // A comma may stand in a password: so all of them are looked at before any is repeated.
        if (addresses.stream().anyMatch(address -> address.indexOf('@') >= 0)) {
            throw new ConfigException(key + ": has user info, which does not belong in an address");
        }
        try {
            // Of a cluster's nodes the backend has one name; in two spellings that differ in more, it has two.
            requireOnce(key, names(binding, addresses), name -> name);
            requireOnce(key, addresses, address -> address.replaceFirst("^[a-z-]+://", ""));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(key + ": " + e.getMessage());
        }
    }

    private static void requireOnce(String key, List<String> servers, UnaryOperator<String> which) {
        Set<String> seen = new HashSet<>();
        for (String server : servers) {
            if (!seen.add(which.apply(server))) {
                throw new ConfigException(key + ": names a server twice: \"" + server + "\"");
            }
        }
    }

    /** @throws IllegalArgumentException if the binding does not take the addresses */
    private static List<String> names(QueueBinding binding, List<String> addresses) {
        ServerConfig defaults = ofDefaults(binding);
        List<String> names = new ArrayList<>();
        for (String server : binding.servers(addresses)) {
            try (Backend backend = binding.open(server, defaults)) {
                names.add(backend.name());
            }
        }
        return names;
    }

    private static ServerConfig ofDefaults(QueueBinding binding) {
        ConfigDef def = new ConfigDef();
        defineOthers(def, binding);
        return new ServerConfig(
                binding, new AbstractConfig(def, Map.of(), false), Duration.ofMillis(Integer.MAX_VALUE), null);
    }

    /** The configured addresses. */
    List<String> addresses() {
        return config.getList(addressesKey());
    }

    /** The key of the addresses. */
    String addressesKey() {
        return key(binding, SERVERS);
    }

    /** Whether a key is one of addresses, whatever the backend. */
    static boolean isAddresses(String key) {
        return key.endsWith("." + SERVERS);
    }

    /** The longest time to make a connection. */
    public Duration connectTimeout() {
        return timeout(CONNECT_TIMEOUT);
    }

    /** The longest time for a reply. */
    public Duration commandTimeout() {
        return timeout(COMMAND_TIMEOUT);
    }

    private Duration timeout(String key) {
        Duration configured = Duration.ofMillis(config.getInt(key(binding, key)));
        return configured.compareTo(longest) < 0 ? configured : longest;
    }

    /** How to speak TLS to this server; empty if its address is not a TLS one. */
    public Optional<Tls> tls(String server) {
        return isTls(binding, server) ? Optional.ofNullable(tls) : Optional.empty();
    }

    /** The values of the binding's server and source keys; the sink has the defaults of the latter. */
    public Settings settings() {
        Map<String, @Nullable Object> values =
                new HashMap<>(binding.sourceKeys().defaultValues());
        values.putAll(config.values());
        return new Settings(values);
    }

    boolean validatesConnection() {
        return config.getBoolean(VALIDATE_CONNECTION);
    }

    /** The same with no timeout above this one. */
    ServerConfig within(Duration longest) {
        return new ServerConfig(binding, config, longest, tls);
    }

    /** What is wrong although each key by itself is right: TLS keys that nothing uses, and what the binding says. */
    Map<String, String> conflicts() {
        Map<String, String> conflicts = new TreeMap<>(binding.conflicts(settings()));
        if (!isAnyTls(binding, addresses())) {
            for (String key : TlsKeys.given(config, prefix(binding))) {
                conflicts.put(
                        key,
                        "is set, and no address in " + addressesKey() + " is a TLS one, which begins with "
                                + String.join(" or ", schemes(binding)));
            }
        }
        return conflicts;
    }

    private static List<String> schemes(QueueBinding binding) {
        return binding.tlsSchemes().stream()
                .map(scheme -> scheme + "://")
                .sorted()
                .toList();
    }

    private static boolean isAnyTls(QueueBinding binding, List<String> addresses) {
        return addresses.stream().anyMatch(address -> isTls(binding, address));
    }

    private static boolean isTls(QueueBinding binding, String address) {
        String small = address.toLowerCase(Locale.ROOT);
        return schemes(binding).stream().anyMatch(small::startsWith);
    }

    private static String prefix(QueueBinding binding) {
        return binding.name() + ".";
    }

    private static String key(QueueBinding binding, String name) {
        return prefix(binding) + name;
    }

    /** TLS keys are worth showing where an address is a TLS one. */
    private record WithTlsAddress(QueueBinding binding) implements Recommender {
        @Override
        public List<Object> validValues(String name, Map<String, Object> parsed) {
            return List.of();
        }

        @Override
        public boolean visible(String name, Map<String, Object> parsed) {
            return parsed.get(key(binding, SERVERS)) instanceof List<?> list
                    && list.stream().anyMatch(address -> isTls(binding, String.valueOf(address)));
        }
    }
}
