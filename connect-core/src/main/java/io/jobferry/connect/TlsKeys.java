package io.jobferry.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.SslConfigs;

/**
 * The keys of TLS: Kafka's own, under a backend's prefix. Types and defaults are Kafka's. Left out are the ones that
 * would switch off the check of host names.
 */
final class TlsKeys {
    private static final String GROUP = "TLS";

    private record Row(String key, String displayName, String documentation) {}

    private static final List<Row> ROWS = List.of(
            new Row(
                    SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
                    "Trust store",
                    "File with the certificates that are trusted. Without it, the JVM's own trust store."),
            new Row(
                    SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG,
                    "Trust store password",
                    "Password of the trust store file. Not for PEM."),
            new Row(
                    SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
                    "Trust store type",
                    "Form of the trust store: JKS, PKCS12 or PEM."),
            new Row(
                    SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG,
                    "Trusted certificates",
                    "The trusted certificates themselves instead of a file, with trust store type PEM."),
            new Row(
                    SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
                    "Key store",
                    "File with the key and certificate to show to servers that ask for one."),
            new Row(
                    SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
                    "Key store password",
                    "Password of the key store file. Not for PEM."),
            new Row(
                    SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
                    "Key store type",
                    "Form of the key store: JKS, PKCS12 or PEM."),
            new Row(
                    SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
                    "Key",
                    "The private key itself instead of a file, as PKCS#8, with key store type PEM."),
            new Row(
                    SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
                    "Certificate chain",
                    "The certificates that belong to the private key, with key store type PEM."),
            new Row(
                    SslConfigs.SSL_KEY_PASSWORD_CONFIG,
                    "Key password",
                    "Password of the private key, where it is not the key store's."),
            new Row(
                    SslConfigs.SSL_PROTOCOL_CONFIG,
                    "Protocol",
                    "The newest version of TLS that the context knows: TLSv1.3 also speaks TLSv1.2."),
            new Row(
                    SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG,
                    "Enabled protocols",
                    "The versions of TLS that are spoken."),
            new Row(
                    SslConfigs.SSL_CIPHER_SUITES_CONFIG,
                    "Cipher suites",
                    "The cipher suites that are offered. Without it, the JVM's choice."),
            new Row(
                    SslConfigs.SSL_PROVIDER_CONFIG,
                    "Security provider",
                    "Name of the security provider of the TLS context. Without it, the JVM's first."));

    private TlsKeys() {}

    /** All of them, in order. */
    static List<String> names(String prefix) {
        return ROWS.stream().map(row -> prefix + row.key()).toList();
    }

    /** Adds them to a definition. */
    static void define(ConfigDef def, String prefix, Recommender visibility) {
        Map<String, ConfigKey> kafkas = new ConfigDef().withClientSslSupport().configKeys();
        int order = 0;
        for (Row row : ROWS) {
            ConfigKey kafka = Objects.requireNonNull(kafkas.get(row.key()), row.key());
            def.define(
                    prefix + kafka.name,
                    kafka.type,
                    kafka.defaultValue,
                    Importance.LOW,
                    row.documentation(),
                    GROUP,
                    ++order,
                    kafka.type == ConfigDef.Type.STRING || kafka.type == ConfigDef.Type.LIST
                            ? Width.MEDIUM
                            : Width.LONG,
                    row.displayName(),
                    visibility);
        }
    }

    /** Those that somebody has set. */
    static List<String> given(AbstractConfig config, String prefix) {
        List<String> given = new ArrayList<>(names(prefix));
        given.retainAll(config.originals().keySet());
        return given;
    }
}
