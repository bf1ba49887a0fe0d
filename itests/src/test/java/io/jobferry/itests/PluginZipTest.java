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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The archives that users unpack into a worker's plugin.path: what it takes, and nothing that workers bring. */
class PluginZipTest {
    /** Where this module's build has unpacked them. */
    private static final Path PLUGINS = Path.of("target", "plugins");

    /**
     * One of them.
     *
     * @param title as its classes have it
     * @param more the files that it alone has, {@code *} for a version
     */
    private record Plugin(String title, List<String> more) {
        String queue() {
            return title.toLowerCase(Locale.ROOT);
        }

        String name() {
            return "connect-" + queue();
        }

        Path directory() {
            File[] plugins = PLUGINS.toFile().listFiles((directory, file) -> file.startsWith(prefix()));
            assertThat(plugins).hasSize(1);
            return Objects.requireNonNull(plugins)[0].toPath();
        }

        String version() {
            return directory().getFileName().toString().substring(prefix().length());
        }

        private String prefix() {
            return "jobferry-" + name() + "-";
        }

        @Override
        public String toString() {
            return name();
        }
    }

    private static List<Plugin> plugins() {
        return List.of(
                new Plugin("Beanstalk", List.of("lib/connect-beanstalk-*.jar")),
                new Plugin("Disque", List.of("lib/connect-disque-*.jar", "lib/jedis-*.jar", "doc/LICENSE-jedis")),
                new Plugin(
                        "RedisQueue", List.of("lib/connect-redisqueue-*.jar", "lib/jedis-*.jar", "doc/LICENSE-jedis")));
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void it_holds_just_what_its_server_takes(Plugin plugin) throws Exception {
        List<String> expected = new ArrayList<>(List.of(
                "manifest.json",
                "doc/README.md",
                "doc/LICENSE",
                "doc/NOTICE",
                "etc/source.properties",
                "etc/sink.properties",
                "lib/jobferry-connect-core-*.jar",
                "lib/jobferry-core-*.jar"));
        expected.addAll(plugin.more());

        try (Stream<Path> files = Files.walk(plugin.directory())) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(plugin.directory()::relativize)
                            .map(file -> file.toString().replaceFirst("-[0-9].*[.]jar$", "-*.jar")))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void its_manifest_says_what_it_is(Plugin plugin) throws Exception {
        JsonNode manifest = new ObjectMapper()
                .readTree(plugin.directory().resolve("manifest.json").toFile());

        assertThat(manifest.path("name").asText()).isEqualTo(plugin.name());
        assertThat(manifest.path("version").asText()).isEqualTo(plugin.version());
        assertThat(manifest.path("owner").path("username").asText()).isEqualTo("jobferry");
        assertThat(manifest.path("component_types"))
                .extracting(JsonNode::asText)
                .containsExactly("source", "sink");
        assertThat(manifest.path("license").path(0).path("name").asText()).startsWith("Apache License");
        assertThat(Files.readString(plugin.directory().resolve("doc/README.md")))
                .contains(plugin.version(), plugin.title() + "SourceConnector")
                .doesNotContain("${project", "${plugin");
    }

    /** As plugin.discovery=service_load finds them; the configurations in etc are the keys' own test. */
    @ParameterizedTest
    @MethodSource("plugins")
    void a_worker_finds_its_connectors_and_takes_the_configurations_that_come_with_them(Plugin plugin)
            throws Exception {
        try (URLClassLoader worker = worker();
                Stream<Path> lib = Files.list(plugin.directory().resolve("lib"));
                URLClassLoader loader = new URLClassLoader(urls(lib), worker)) {
            requireUsable(plugin, loader, "source.SourceConnector", "Source", "source.properties");
            requireUsable(plugin, loader, "sink.SinkConnector", "Sink", "sink.properties");
        }
    }

    private static void requireUsable(Plugin plugin, ClassLoader loader, String type, String which, String file)
            throws Exception {
        List<Object> connectors = new ArrayList<>();
        ServiceLoader.load(loader.loadClass("org.apache.kafka.connect." + type), loader)
                .forEach(connectors::add);

        assertThat(connectors).hasSize(1);
        Object connector = connectors.get(0);
        assertThat(connector.getClass().getName())
                .isEqualTo("io.jobferry.connect." + plugin.queue() + "." + plugin.title() + which + "Connector");
        assertThat(call(connector, "version")).isEqualTo(plugin.version());
        Class<?> task = (Class<?>) call(connector, "taskClass");
        assertThat(call(task.getConstructor().newInstance(), "version")).isEqualTo(plugin.version());
        assertThat(errors(connector, plugin.directory().resolve("etc").resolve(file)))
                .isEmpty();
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
