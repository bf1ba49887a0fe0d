package io.jobferry.connect;

import io.jobferry.Tls;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/** Makes what the TLS keys say, with Kafka's own code; where that is not possible, finds the key to blame. */
final class TlsContext {
    private static final String TRUST = "ssl.truststore.";
    private static final String KEY = "ssl.key"; // ssl.keystore.… and ssl.key.password

    /** The keys of one of the two stores. */
    private record Store(String type, String password, String location, String inline) {}

    private static final Store TRUST_STORE = new Store(
            SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG);
    private static final Store KEY_STORE = new Store(
            SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
            SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
            SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
            SslConfigs.SSL_KEYSTORE_KEY_CONFIG);

    private final AbstractConfig config;
    private final String prefix;
    private final Map<String, @Nullable Object> values = new HashMap<>();

    private TlsContext(AbstractConfig config, String prefix) {
        this.config = config;
        this.prefix = prefix;
        for (String name : TlsKeys.names("")) {
            values.put(name, config.values().get(prefix + name));
        }
    }

    /**
     * What the keys under this prefix say.
     *
     * @throws RefusedKey if a store cannot be read, or this JVM has not what is asked for
     */
    static Tls of(AbstractConfig config, String prefix) {
        return new TlsContext(config, prefix).open();
    }

    private Tls open() {
        SSLContext context = context();
        SSLParameters supported = context.getSupportedSSLParameters();
        return new Tls(
                context,
                chosen(SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG, supported.getProtocols()),
                chosen(SslConfigs.SSL_CIPHER_SUITES_CONFIG, supported.getCipherSuites()));
    }

    /** The list under this key; an empty one is the context's own choice. */
    private List<String> chosen(String key, String[] supported) {
        List<String> names = config.getList(prefix + key);
        if (names == null || names.isEmpty()) {
            return List.of();
        }
        for (String name : names) {
            if (!Arrays.asList(supported).contains(name)) {
                throw new RefusedKey(
                        prefix + key,
                        "this JVM does not have \"" + name + "\"; allowed are " + String.join(", ", supported),
                        null);
            }
        }
        return names;
    }

    private SSLContext context() {
        try {
            return contextOf(name -> true);
        } catch (RuntimeException e) {
            throw refused(e);
        }
    }

    /** Kafka's context of the values under these names, and of nothing under the others. */
    private SSLContext contextOf(Predicate<String> names) {
        Map<String, @Nullable Object> some = new HashMap<>(values);
        some.replaceAll((name, value) -> names.test(name) ? value : null);
        // Its class is the one place that makes an SSLContext of these keys; the interface before it makes engines
        // only.
        DefaultSslEngineFactory factory = new DefaultSslEngineFactory();
        factory.configure(some);
        return factory.sslContext();
    }

    /** Kafka does not say which key it means: adds the stores one by one to see with which it breaks. */
    private RefusedKey refused(RuntimeException all) {
        Predicate<String> stores = name -> name.startsWith(TRUST) || name.startsWith(KEY);
        Optional<RuntimeException> none = breaks(stores.negate());
        if (none.isPresent()) {
            String key = values.get(SslConfigs.SSL_PROVIDER_CONFIG) == null
                    ? SslConfigs.SSL_PROTOCOL_CONFIG
                    : SslConfigs.SSL_PROVIDER_CONFIG;
            return refused(key, "this JVM has none such: " + root(none.get()), none.get());
        }
        return breaks(name -> !name.startsWith(KEY))
                .map(e -> refused(TRUST_STORE, e))
                .orElseGet(() -> refused(KEY_STORE, all));
    }

    private Optional<RuntimeException> breaks(Predicate<String> names) {
        try {
            contextOf(names);
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }

    private RefusedKey refused(Store store, RuntimeException e) {
        String place = "\"" + values.get(store.location) + "\"";
        if (has(e, FileSystemException.class)) {
            return refused(store.location, "file cannot be read: " + place, e);
        }
        if (has(e, KeyStoreException.class)) {
            String type = "\"" + values.get(store.type) + "\"";
            return refused(store.type, "is not JKS, PKCS12 or PEM: " + type + " (" + root(e) + ")", e);
        }
        if (has(e, UnrecoverableKeyException.class)) {
            return refused(wrongPassword(store, e), "is not the password of " + place, e);
        }
        return refused(e.getCause() == null ? misfit(store) : content(store), "is of no use: " + root(e), e);
    }

    private RefusedKey refused(String key, String reason, RuntimeException e) {
        return new RefusedKey(prefix + key, reason, e);
    }

    /** Loading a store wraps the exception in another; reading the key of a loaded one does not. */
    private String wrongPassword(Store store, RuntimeException e) {
        boolean ofStore = has(e, IOException.class) || values.get(SslConfigs.SSL_KEY_PASSWORD_CONFIG) == null;
        return ofStore ? store.password : SslConfigs.SSL_KEY_PASSWORD_CONFIG;
    }

    /** The key that does not fit the others: Kafka looked no further than at which of them are set. */
    private String misfit(Store store) {
        if (values.get(store.inline) != null || DefaultSslEngineFactory.PEM_TYPE.equals(values.get(store.type))) {
            return store.type;
        }
        return values.get(store.location) == null ? store.location : store.password;
    }

    private String content(Store store) {
        return values.get(store.inline) == null ? store.location : store.inline;
    }

    private static boolean has(Throwable e, Class<? extends Throwable> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
