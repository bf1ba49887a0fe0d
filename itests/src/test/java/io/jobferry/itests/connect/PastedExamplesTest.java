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
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configurations of examples/connect work as they are; only addresses and folders are those of the tests. */
@ConnectTest
class PastedExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "examples", "connect", "beanstalk");

    @TempDir
    Path directory;

    private final LocalKafka kafka;
    private final TestServer server;

    PastedExamplesTest(LocalKafka kafka, TestServer server) {
        this.kafka = kafka;
        this.server = server;
    }

    @Test
    void a_standalone_worker_runs_both_connectors() throws Exception {
        try (LocalWorker worker = kafka.standalone(
                properties("standalone.properties"), pasted("source.properties"), pasted("sink.properties"))) {
            worker.rest().awaitState("beanstalk-source", "RUNNING", 1);
            worker.rest().awaitState("beanstalk-sink", "RUNNING", 1);

            assertThatJobsAndRecordsArrive("standalone");
        }
    }

    @Test
    void a_distributed_worker_takes_both_connectors_over_rest() throws Exception {
        Map<String, String> properties = properties("distributed.properties");
        try (LocalWorker worker = kafka.start(WorkerVersion.V4_3, "pasted", properties)) {
            worker.rest().start("beanstalk-source", json("source.json"), 1);
            worker.rest().start("beanstalk-sink", json("sink.json"), 1);

            assertThatJobsAndRecordsArrive("distributed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "sink"})
    void the_forms_of_a_connector_say_the_same(String connector) throws Exception {
        Map<String, String> properties = properties(connector + ".properties");
        properties.remove("name");

        assertThat(json(connector + ".json")).isEqualTo(properties);
        String strimzi = Files.readString(EXAMPLES.resolve("strimzi.yaml"));
        properties.keySet().removeAll(Set.of("connector.class", "tasks.max", "beanstalk.servers"));
        assertThat(properties)
                .allSatisfy((key, value) -> assertThat(strimzi).contains("    " + key + ": " + value + "\n"));
    }

    private void assertThatJobsAndRecordsArrive(String body) throws InterruptedException {
        try (Tube mail = new Tube(server.address(), "mail");
                Tube sms = new Tube(server.address(), "sms")) {
            mail.put("a job, " + body);
            kafka.topics().write("sms", "a record, " + body);

            assertThat(sms.takeAll("a record, " + body)).isZero();
            mail.awaitEmpty();
            assertThat(kafka.topics().texts("mail", 1)).contains("a job, " + body);
        }
    }

    private Path pasted(String file) throws IOException {
        return Files.writeString(directory.resolve(file), text(file));
    }

    private Map<String, String> properties(String file) throws IOException {
        Properties parsed = new Properties();
        parsed.load(new StringReader(text(file)));
        Map<String, String> properties = new HashMap<>();
        parsed.stringPropertyNames().forEach(key -> properties.put(key, parsed.getProperty(key)));
        return properties;
    }

    private Map<String, String> json(String file) throws IOException {
        return new ObjectMapper().readValue(text(file), new TypeReference<Map<String, String>>() {});
    }

    private String text(String file) throws IOException {
        return Files.readString(EXAMPLES.resolve(file))
                .replace("localhost:9092", kafka.bootstrapServers())
                .replace("localhost:11300", server.address())
                .replace("/opt/connect-plugins", LocalKafka.PLUGINS.toString())
                .replace("/tmp/connect.offsets", directory.resolve("offsets").toString());
    }
}
