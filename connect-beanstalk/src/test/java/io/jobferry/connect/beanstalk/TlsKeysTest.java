package io.jobferry.connect.beanstalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.connect.Answer;
import io.jobferry.testing.ServerCertificate;
import io.jobferry.testing.TlsProxy;
import io.jobferry.testkit.EmbeddedBeanstalkd;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kafka's TLS keys under our prefix, on a server behind TLS; validate makes a real handshake. */
@Timeout(60)
class TlsKeysTest {
    private static final String PASSWORD = "s3cret";
    private static ServerCertificate certificate;
    private static ServerCertificate ofAnotherHost;

    @TempDir
    static Path directory;

    private final EmbeddedBeanstalkd server = EmbeddedBeanstalkd.start();
    private final Map<String, String> properties = new HashMap<>();
    private TlsProxy proxy;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificate = ServerCertificate.forHost("localhost", directory);
        ofAnotherHost = ServerCertificate.forHost("elsewhere.example", directory);
        store(certificate.trustStore(), "trust.p12");
        store(ofAnotherHost.trustStore(), "other.p12");
        Files.writeString(directory.resolve("trust.pem"), pem(certificate.trustStore()));
        Files.writeString(directory.resolve("none.p12"), "this is no store");
    }

    private static void store(KeyStore store, String name) throws Exception {
        try (OutputStream out = Files.newOutputStream(directory.resolve(name))) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    private static String pem(KeyStore store) throws Exception {
        byte[] encoded = store.getCertificate("server").getEncoded();
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(encoded)
                + "\n-----END CERTIFICATE-----\n";
    }

    @BeforeEach
    void open() throws Exception {
        proxy = new TlsProxy(certificate.context(), server.port());
        properties.put("topics", "mail");
        properties.put("beanstalk.servers", "tls://" + proxy.address());
        trust("trust.p12");
        properties.put("beanstalk.ssl.truststore.password", PASSWORD);
    }

    @AfterEach
    void close() {
        proxy.close();
        server.close();
    }

    private void trust(String store) {
        properties.put(
                "beanstalk.ssl.truststore.location", directory.resolve(store).toString());
    }

    private Answer answer() {
        return Answer.of(new BeanstalkSinkConnector(), properties);
    }

    private Map<String, String> errors() {
        return answer().errors();
    }

    @Test
    void a_trust_store_vouches_for_the_server() {
        assertThat(errors()).isEmpty();
    }

    @Test
    void a_pem_file_vouches_for_the_server() {
        trust("trust.pem");
        properties.put("beanstalk.ssl.truststore.type", "PEM");
        properties.remove("beanstalk.ssl.truststore.password");

        assertThat(errors()).isEmpty();
    }

    @Test
    void certificates_in_the_configuration_itself_vouch_for_the_server() throws Exception {
        properties.remove("beanstalk.ssl.truststore.location");
        properties.remove("beanstalk.ssl.truststore.password");
        properties.put("beanstalk.ssl.truststore.type", "PEM");
        properties.put("beanstalk.ssl.truststore.certificates", pem(certificate.trustStore()));

        assertThat(errors()).isEmpty();
    }

    @Test
    void a_server_that_nobody_vouches_for_is_refused() {
        properties.remove("beanstalk.ssl.truststore.location");
        properties.remove("beanstalk.ssl.truststore.password");

        assertThat(errors()).containsOnlyKeys("beanstalk.servers");
        assertThat(errors().get("beanstalk.servers")).contains(proxy.address(), "certification path");
    }

    @Test
    void a_certificate_for_another_host_is_refused() throws Exception {
        try (TlsProxy other = new TlsProxy(ofAnotherHost.context(), server.port())) {
            properties.put("beanstalk.servers", "tls://" + other.address());
            trust("other.p12");

            assertThat(errors()).containsOnlyKeys("beanstalk.servers");
            assertThat(errors().get("beanstalk.servers")).contains(other.address(), "name matching localhost");
        }
    }

    @Test
    void the_protocols_that_are_enabled_are_the_ones_that_are_spoken() throws Exception {
        proxy.close();
        proxy = new TlsProxy(certificate.context(), server.port(), "TLSv1.3");
        properties.put("beanstalk.servers", "tls://" + proxy.address());
        assertThat(errors()).isEmpty();

        properties.put("beanstalk.ssl.enabled.protocols", "TLSv1.2");

        assertThat(errors()).containsOnlyKeys("beanstalk.servers");
        assertThat(errors().get("beanstalk.servers")).contains("protocol_version");
    }

    @ParameterizedTest
    @CsvSource({
        "truststore.location, /nowhere/trust.p12, file cannot be read",
        "truststore.location, none.p12, is of no use",
        "truststore.password, wrong, is not the password of",
        "truststore.type, XYZ, 'is not JKS, PKCS12 or PEM: \"XYZ\"'",
        "truststore.type, PEM, password cannot be specified",
        "keystore.location, /nowhere/keys.p12, file cannot be read",
        "keystore.password, wrong, is not the password of",
        "key.password, wrong, is not the password of",
        "protocol, TLSv9, TLSv9",
        "provider, Nobody, Nobody",
        "enabled.protocols, 'TLSv1.2,TLSv9', '\"TLSv9\"; allowed are'",
        "cipher.suites, TLS_NONE, \"TLS_NONE\"",
    })
    void a_value_that_cannot_be_used_is_told_with_its_key(String key, String value, String message) throws Exception {
        properties.put(
                "beanstalk.ssl.keystore.location",
                directory.resolve("localhost.p12").toString());
        properties.put("beanstalk.ssl.keystore.password", "changeit");
        boolean isFile = key.endsWith("location") && !value.startsWith("/");
        properties.put("beanstalk.ssl." + key, isFile ? directory.resolve(value).toString() : value);

        Answer answer = answer();

        assertThat(answer.errors()).hasSize(1);
        assertThat(answer.errors().get("beanstalk.ssl." + key)).contains(message);
        assertThat(answer.toString()).doesNotContain(PASSWORD, "changeit", "wrong");
    }

    @Test
    void tls_keys_without_a_tls_address_are_told() {
        properties.put("beanstalk.servers", server.uri());

        assertThat(errors()).containsOnlyKeys("beanstalk.ssl.truststore.location", "beanstalk.ssl.truststore.password");
        assertThat(errors().get("beanstalk.ssl.truststore.location"))
                .contains("no address in beanstalk.servers is a TLS one", "beanstalks:// or tls://");
    }

    @Test
    void tls_keys_are_shown_where_an_address_is_a_tls_one() {
        assertThat(answer().shows("beanstalk.ssl.truststore.location")).isTrue();

        properties.put("beanstalk.servers", server.uri());

        assertThat(answer().shows("beanstalk.ssl.truststore.location")).isFalse();
        assertThat(answer().shows("beanstalk.connect.timeout.ms")).isTrue();
    }

    @Test
    void the_check_of_host_names_cannot_be_switched_off() {
        properties.put("beanstalk.ssl.endpoint.identification.algorithm", "");

        assertThat(errors()).containsOnlyKeys("beanstalk.ssl.endpoint.identification.algorithm");
        assertThat(Objects.requireNonNull(errors().get("beanstalk.ssl.endpoint.identification.algorithm")))
                .contains("always checked");
    }
}
