package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobferry.kafka.KafkaLibraries;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The archive that users unpack into a worker's plugin.path: it has what it takes, and nothing that workers bring. */
class PluginZipTest {
    /** Where this module's build has unpacked it. */
    private static final Path PLUGINS = Path.of("target", "plugins");

    private static final String NAME = "jobferry-connect-beanstalk-";

    private final Path plugin = plugin();
    private final String version = plugin.getFileName().toString().substring(NAME.length());

    private static Path plugin() {
        File[] plugins = PLUGINS.toFile().listFiles((directory, name) -> name.startsWith(NAME));
        assertThat(plugins).hasSize(1);
        return Objects.requireNonNull(plugins)[0].toPath();
    }

    @Test
    void it_holds_just_what_beanstalkd_takes() throws Exception {
        try (Stream<Path> files = Files.walk(plugin)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(plugin::relativize)
                            .map(Path::toString))
                    .containsExactlyInAnyOrder(
                            "manifest.json",
                            "doc/README.md",
                            "doc/LICENSE",
                            "doc/NOTICE",
                            "etc/source.properties",
                            "etc/sink.properties",
                            "lib/connect-beanstalk-" + version + ".jar",
                            "lib/jobferry-connect-core-" + version + ".jar",
                            "lib/jobferry-core-" + version + ".jar");
        }
    }

    @Test
    void its_manifest_says_what_it_is() throws Exception {
        JsonNode manifest =
                new ObjectMapper().readTree(plugin.resolve("manifest.json").toFile());

        assertThat(manifest.path("name").asText()).isEqualTo("connect-beanstalk");
        assertThat(manifest.path("version").asText()).isEqualTo(version);
        assertThat(manifest.path("owner").path("username").asText()).isEqualTo("jobferry");
        assertThat(manifest.path("component_types"))
                .extracting(JsonNode::asText)
                .containsExactly("source", "sink");
        assertThat(manifest.path("license").path(0).path("name").asText()).startsWith("Apache License");
        assertThat(Files.readString(plugin.resolve("doc/README.md")))
                .contains(version)
                .doesNotContain("${project");
    }

    /** As plugin.discovery=service_load finds them; the configurations in etc are the keys' own test. */
    @ParameterizedTest
    @CsvSource({
        "org.apache.kafka.connect.source.SourceConnector, BeanstalkSource, source.properties",
        "org.apache.kafka.connect.sink.SinkConnector, BeanstalkSink, sink.properties"
    })
    void a_worker_finds_its_connectors_and_takes_the_configurations_that_come_with_them(
            String type, String name, String properties) throws Exception {
        try (URLClassLoader worker = worker();
                Stream<Path> lib = Files.list(plugin.resolve("lib"));
                URLClassLoader loader = new URLClassLoader(urls(lib), worker)) {
            List<Object> connectors = new ArrayList<>();
            ServiceLoader.load(loader.loadClass(type), loader).forEach(connectors::add);

            assertThat(connectors).hasSize(1);
            Object connector = connectors.get(0);
            assertThat(connector.getClass().getName()).isEqualTo("io.jobferry.connect.beanstalk." + name + "Connector");
            assertThat(call(connector, "version")).isEqualTo(version);
            Class<?> task = (Class<?>) call(connector, "taskClass");
            assertThat(call(task.getConstructor().newInstance(), "version")).isEqualTo(version);
            assertThat(errors(connector, plugin.resolve("etc").resolve(properties)))
                    .isEmpty();
        }
    }

    /** What a plugin gets from a worker. */
    private static URLClassLoader worker() throws IOException {
        Pattern brought = Pattern.compile("(connect-api|connect-json|kafka-clients|slf4j-api|jackson-).*");
        Stream<Path> jars = KafkaLibraries.current().jars().stream()
                .filter(jar -> brought.matcher(jar.getFileName().toString()).matches());
        return new URLClassLoader(urls(jars), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] urls(Stream<Path> jars) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars.toList()) {
            urls.add(jar.toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    private static List<Object> errors(Object connector, Path file) throws Exception {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        properties.put("validate.connection", "false");
        Object config = connector.getClass().getMethod("validate", Map.class).invoke(connector, properties);
        List<Object> errors = new ArrayList<>();
        for (Object value : (List<?>) call(config, "configValues")) {
            errors.addAll((List<?>) call(value, "errorMessages"));
        }
        return errors;
    }

    private static Object call(Object target, String method) throws Exception {
        return target.getClass().getMethod(method).invoke(target);
    }
}
