package io.jobferry.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker and workers with Kafka's own connectors, which carry lines from one file to another. What the first two have
 * loaded by their end is kept, for whoever starts a Kafka afterwards.
 */
class LocalKafkaTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TEXT = "org.apache.kafka.connect.storage.StringConverter";
    private static final Map<String, String> PLUGINS =
            Map.of("plugin.path", Path.of("target", "plugins").toAbsolutePath().toString());

    private static final ClassArchives ARCHIVES =
            new ClassArchives(Path.of("target").toAbsolutePath());

    @TempDir
    static Path directory;

    private static LocalBroker broker;
    private static LocalWorker worker;

    @BeforeAll
    static void start() throws Exception {
        KafkaLibraries recording = KafkaLibraries.current().recording(ARCHIVES);
        broker = LocalBroker.start(recording, directory.resolve("broker"));
        ARCHIVES.keep(KafkaStorage.FORMAT);
        worker = LocalWorker.distributed(recording, broker, directory.resolve("worker"), PLUGINS);
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            worker.stop();
            ARCHIVES.keep(LocalWorker.DISTRIBUTED);
            broker.stop();
            ARCHIVES.keep(KafkaNode.PROGRAM);
        } finally {
            worker.close();
            broker.close();
        }
    }

    @Test
    void lines_go_through_a_worker_that_was_killed_and_a_broker_that_was_killed() throws Exception {
        Path in = Files.writeString(directory.resolve("in"), "one\n");
        Path out = directory.resolve("out");
        worker.rest().start("source", source(in, "lines"), 1);
        worker.rest().start("sink", sink(out, "lines"), 1);
        await().atMost(SOON).until(() -> lines(out).contains("one"));

        worker.kill();
        broker.kill();
        Files.writeString(in, "one\ntwo\n");
        broker.restart();
        worker.restart();

        await().atMost(SOON).until(() -> lines(out).contains("two"));
        worker.rest().delete("source");
        worker.rest().delete("sink");
        assertThat(worker.rest().connectors()).isEmpty();
    }

    @Test
    void a_connector_can_be_paused_stopped_and_its_offsets_changed() throws Exception {
        Path in = Files.writeString(directory.resolve("life"), "one\ntwo\n");
        ConnectRest rest = worker.rest();
        rest.start("life", source(in, "life"), 1);
        await().atMost(SOON).until(() -> position(rest.offsets("life")) == 8);

        rest.pause("life");
        rest.resume("life", 1);
        rest.stop("life");
        rest.alterOffsets("life", Map.of("filename", in.toString()), Map.of("position", 4));
        long altered = position(rest.offsets("life"));
        rest.resetOffsets("life");

        assertThat(altered).isEqualTo(4);
        assertThat(rest.offsets("life").path("offsets")).isEmpty();
        rest.delete("life");
    }

    @Test
    void a_configuration_that_is_refused_is_an_error_with_the_workers_words() {
        Map<String, String> wrong = Map.of("name", "wrong", "connector.class", "FileStreamSource", "file", "x");

        assertThatThrownBy(() -> worker.rest().put("wrong", wrong))
                .isInstanceOfSatisfying(
                        ConnectRefusal.class, e -> assertThat(e.status()).isEqualTo(400))
                .hasMessageContaining("PUT /connectors/wrong/config")
                .hasMessageContaining("topic");
        assertThat(worker.rest().validate(wrong).path("error_count").asInt()).isEqualTo(1);
    }

    @Test
    void a_standalone_worker_runs_connectors_from_files() throws Exception {
        Path in = Files.writeString(directory.resolve("alone"), "one\n");
        Path connector = PropertiesFile.write(directory, "connector", withName("alone", source(in, "alone")));

        try (LocalWorker standalone = LocalWorker.standalone(
                KafkaLibraries.current(), broker, directory.resolve("standalone"), PLUGINS, connector)) {
            standalone.rest().awaitState("alone", "RUNNING", 1);
            standalone.stop();

            assertThat(standalone.isAlive()).isFalse();
            assertThat(Files.readString(standalone.log())).contains("Kafka Connect stopped");
        }
    }

    private static Map<String, String> source(Path file, String topic) {
        return Map.of(
                "connector.class",
                "FileStreamSource",
                "file",
                file.toString(),
                "topic",
                topic,
                "value.converter",
                TEXT);
    }

    private static Map<String, String> sink(Path file, String topic) {
        return Map.of(
                "connector.class", "FileStreamSink", "file", file.toString(), "topics", topic, "value.converter", TEXT);
    }

    private static Map<String, String> withName(String name, Map<String, String> config) {
        Map<String, String> named = new HashMap<>(config);
        named.put("name", name);
        return named;
    }

    private static String lines(Path file) throws Exception {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static long position(JsonNode offsets) {
        return offsets.at("/offsets/0/offset/position").asLong(-1);
    }
}
