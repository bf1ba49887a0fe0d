package io.jobferry.itests.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.kafka.ChildProcess;
import io.jobferry.kafka.ConnectRest;
import io.jobferry.kafka.KafkaLibraries;
import io.jobferry.kafka.LocalWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Kafka's own tools and a strict worker say of the archives. */
@SharedWorker
class PluginsTest {
    private static final String[] CONNECTORS = {
        "io.jobferry.connect.beanstalk.BeanstalkSinkConnector",
        "io.jobferry.connect.beanstalk.BeanstalkSourceConnector",
        "io.jobferry.connect.disque.DisqueSinkConnector",
        "io.jobferry.connect.disque.DisqueSourceConnector",
        "io.jobferry.connect.redisqueue.RedisQueueSinkConnector",
        "io.jobferry.connect.redisqueue.RedisQueueSourceConnector"
    };

    @TempDir
    Path directory;

    @Test
    void every_plugin_can_be_loaded_and_has_a_manifest() throws Exception {
        List<List<String>> lines = pluginPath("list")
                .lines()
                .dropWhile(line -> !line.startsWith("pluginName\t"))
                .map(line -> List.of(line.split("\t", -1)))
                .toList();

        int loadable = lines.get(0).indexOf("isLoadable");
        int manifest = lines.get(0).indexOf("hasManifest");
        List<List<String>> ours = lines.stream()
                .filter(line -> line.get(0).startsWith("io.jobferry"))
                .toList();
        assertThat(ours).extracting(line -> line.get(0)).containsExactlyInAnyOrder(CONNECTORS);
        assertThat(ours)
                .allSatisfy(line -> assertThat(line.get(loadable)).isEqualTo("true"))
                .allSatisfy(line -> assertThat(line.get(manifest)).isEqualTo("true"));
    }

    @Test
    void no_manifest_is_missing() throws Exception {
        String said = pluginPath("sync-manifests", "--dry-run");

        assertThat(said).contains("No changes required");
    }

    @ParameterizedTest
    @EnumSource
    void a_worker_that_looks_for_service_files_only_sees_the_connectors(WorkerVersion version, LocalKafka kafka)
            throws Exception {
        Stream<String> classes = classes(kafka.rest(version));

        assertThat(classes).contains(CONNECTORS);
    }

    @Test
    void a_worker_that_loads_all_classes_to_find_plugins_as_by_default_sees_the_connectors(LocalKafka kafka)
            throws Exception {
        Map<String, String> byDefault = Map.of("plugin.discovery", "HYBRID_WARN");
        try (LocalWorker worker = kafka.start(WorkerVersion.V4_3, "plugins", byDefault)) {
            Stream<String> classes = classes(worker.rest());

            assertThat(classes).contains(CONNECTORS);
        }
    }

    private static Stream<String> classes(ConnectRest rest) {
        return StreamSupport.stream(rest.plugins().spliterator(), false)
                .map(plugin -> plugin.path("class").asText());
    }

    private String pluginPath(String command, String... options) throws InterruptedException {
        String[] arguments = Stream.concat(
                        Stream.of(command, "--plugin-path", LocalKafka.PLUGINS.toString()), Arrays.stream(options))
                .toArray(String[]::new);
        ChildProcess tool = KafkaLibraries.current()
                .start("plugin-path", "org.apache.kafka.tools.ConnectPluginPath", directory, arguments);
        int status = tool.awaitEnd(Duration.ofSeconds(150));
        assertThat(status).as(tool.output()).isZero();
        return tool.output();
    }
}
