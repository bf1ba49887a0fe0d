package io.jobferry.itests.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.itests.NeedsServer;
import io.jobferry.itests.ServerKind;
import io.jobferry.itests.TestServer;
import io.jobferry.kafka.ConnectRefusal;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fault 41: what is secret stands in no answer and in no line of the worker's log. */
@NeedsServer(ServerKind.BEANSTALKD)
class SecretsTest extends SharedWorkerFixture {
    private final TestServer server;
    private final String name = "secrets-" + UUID.randomUUID();
    private final String secret = "s3cret" + UUID.randomUUID();

    @TempDir
    Path directory;

    SecretsTest(LocalKafka kafka, TestServer server) throws InterruptedException {
        super(kafka);
        this.server = server;
        rest.log("io.jobferry", "DEBUG");
    }

    @AfterEach
    void logAsBefore() {
        rest.log("io.jobferry", "INFO");
    }

    @ParameterizedTest
    @ValueSource(strings = {"beanstalk://user:%s@127.0.0.1:11300", "user:%s@127.0.0.1:11300", "%s@mail:11300"})
    void fault_41_user_info_in_an_address_is_refused_and_not_repeated(String address) throws Exception {
        Map<String, String> source = Configs.source(address.formatted(secret), name);
        source.put("name", name);
        Map<String, String> sink = Configs.sink(address.formatted(secret), name, name);
        sink.put("name", name);

        assertThat(refusal(source)).contains("beanstalk.servers: has user info").doesNotContain(secret);
        assertThat(refusal(sink)).contains("beanstalk.servers: has user info").doesNotContain(secret);
        assertThat(rest.validate(source).toString()).contains("has user info").doesNotContain(secret);
        assertThat(rest.validate(sink).toString()).contains("has user info").doesNotContain(secret);
        assertThat(Files.readString(worker.log())).doesNotContain(secret);
    }

    @Test
    void fault_41_a_wrong_password_of_a_store_is_refused_and_not_repeated() throws Exception {
        Map<String, String> config = tls(trustStore("right"), secret);
        config.put("name", name);

        assertThat(refusal(config))
                .contains("beanstalk.ssl.truststore.password")
                .doesNotContain(secret);
        assertThat(rest.validate(config).toString())
                .contains("beanstalk.ssl.truststore.password")
                .doesNotContain(secret);
        assertThat(Files.readString(worker.log())).doesNotContain(secret);
    }

    @Test
    void fault_41_a_password_that_a_provider_gives_is_never_shown() throws Exception {
        Path store = trustStore(secret);
        Path provided = Files.writeString(directory.resolve("passwords"), "store=" + secret + "\n");
        rest.start(name, tls(store, "${file:" + provided + ":store}"), 1);

        await().atMost(SOON).until(() -> Files.readString(worker.log()).contains(server.address() + " cannot be"));

        assertThat(rest.config(name).toString()).contains("${file:").doesNotContain(secret);
        assertThat(rest.status(name).toString()).contains("RUNNING").doesNotContain(secret);
        rest.delete(name);
        assertThat(Files.readString(worker.log())).doesNotContain(secret);
    }

    /** A source that speaks TLS to a server that does not. */
    private Map<String, String> tls(Path trustStore, String password) {
        Map<String, String> config = Configs.source("beanstalks://" + server.address(), name);
        config.put("validate.connection", "false");
        config.put("beanstalk.connect.timeout.ms", "500");
        config.put("beanstalk.ssl.truststore.location", trustStore.toString());
        config.put("beanstalk.ssl.truststore.type", "PKCS12");
        config.put("beanstalk.ssl.truststore.password", password);
        return config;
    }

    private Path trustStore(String password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Path file = directory.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }

    /** What the worker answers to a configuration that it refuses. */
    private String refusal(Map<String, String> config) {
        try {
            rest.put(name, config);
            return "";
        } catch (ConnectRefusal e) {
            return e.toString();
        }
    }
}
