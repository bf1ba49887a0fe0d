package io.jobferry.itests.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobferry.itests.TestServer;
import io.jobferry.kafka.LocalWorker;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configurations of examples/connect work as they are; only addresses and folders are those of the tests. */
abstract class PastedExamplesContract {
    /** Of beanstalkd, and the workers' own, which are the same for every backend. */
    static final Path WORKERS = Path.of("..", "examples", "connect", "beanstalk");

    @TempDir
    Path directory;

    private final LocalKafka kafka;
    private final TestServer server;
    private final Connectors connectors;
    private final Path examples;

    PastedExamplesContract(LocalKafka kafka, TestServer server, Connectors connectors) {
        this.kafka = kafka;
        this.server = server;
        this.connectors = connectors;
        this.examples = Path.of("..", "examples", "connect", connectors.key());
    }

    @Test
    void a_standalone_worker_runs_both_connectors() throws Exception {
        try (LocalWorker worker = kafka.standalone(
                properties(WORKERS.resolve("standalone.properties")),
                pasted("source.properties"),
                pasted("sink.properties"))) {
            worker.rest().awaitState(connectors.key() + "-source", "RUNNING", 1);
            worker.rest().awaitState(connectors.key() + "-sink", "RUNNING", 1);

            assertThatJobsAndRecordsArrive("standalone, " + connectors);
        }
    }

    @Test
    void a_distributed_worker_takes_both_connectors_over_rest() throws Exception {
        Map<String, String> properties = properties(WORKERS.resolve("distributed.properties"));
        try (LocalWorker worker = kafka.start(WorkerVersion.V4_3, "pasted-" + connectors.key(), properties)) {
            worker.rest().start(connectors.key() + "-source", json(examples.resolve("source.json")), 1);
            worker.rest().start(connectors.key() + "-sink", json(examples.resolve("sink.json")), 1);

            assertThatJobsAndRecordsArrive("distributed, " + connectors);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "sink"})
    void the_forms_of_a_connector_say_the_same(String connector) throws Exception {
        Map<String, String> properties = properties(examples.resolve(connector + ".properties"));
        properties.remove("name");

        assertThat(json(examples.resolve(connector + ".json"))).isEqualTo(properties);
    }

    private void assertThatJobsAndRecordsArrive(String body) throws InterruptedException {
        try (Tube mail = new Tube(connectors.open(server.address()), "mail");
                Tube sms = new Tube(connectors.open(server.address()), "sms")) {
            mail.put("a job, " + body);
            kafka.topics().write("sms", "a record, " + body);

            sms.takeAll("a record, " + body);
            mail.awaitEmpty();
            assertThat(kafka.topics().texts("mail", 1)).contains("a job, " + body);
        }
    }

    private Path pasted(String file) throws IOException {
        return Files.writeString(directory.resolve(file), text(examples.resolve(file)));
    }

    final Map<String, String> properties(Path file) throws IOException {
        Properties parsed = new Properties();
        parsed.load(new StringReader(text(file)));
        Map<String, String> properties = new HashMap<>();
        parsed.stringPropertyNames().forEach(key -> properties.put(key, parsed.getProperty(key)));
        return properties;
    }

    private Map<String, String> json(Path file) throws IOException {
        return new ObjectMapper().readValue(text(file), new TypeReference<Map<String, String>>() {});
    }

    private String text(Path file) throws IOException {
        return Files.readString(file)
                .replace("localhost:9092", kafka.bootstrapServers())
                .replace(connectors.exampleAddress(), server.address())
                .replace("/opt/connect-plugins", LocalKafka.PLUGINS.toString())
                .replace("/tmp/connect.offsets", directory.resolve("offsets").toString());
    }
}
