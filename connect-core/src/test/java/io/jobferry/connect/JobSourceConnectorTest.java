package io.jobferry.connect;

import static io.jobferry.connect.SourceWorker.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobSourceConnectorTest {
    private final MemoryServer server = new MemoryServer();
    private final MemorySourceConnector connector = new MemorySourceConnector();

    @Test
    void task_configurations_spread_the_queues() {
        connector.start(properties("a,b", "x,y", "batch.size", "7"));

        List<Map<String, String>> configs = connector.taskConfigs(4);

        assertThat(configs)
                .extracting(config -> config.get("memory.servers") + "/" + config.get("queues"))
                .containsExactly("a/x", "b/x", "a/y", "b/y");
        assertThat(configs).allSatisfy(config -> assertThat(config).containsEntry("batch.size", "7"));
    }

    @Test
    void tasks_beyond_the_queues_share_them() {
        connector.start(properties("a", "x,y"));

        assertThat(connector.taskConfigs(3))
                .extracting(config -> config.get("queues"))
                .containsExactly("x", "y", "x");
    }

    @Test
    void a_connector_that_is_refused_does_not_start() {
        Map<String, String> unset = properties("a", "x", "errors.tolerance", "all");

        assertThatThrownBy(() -> connector.start(unset))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("skipped.records");
    }

    @Test
    void validate_tells_what_would_be_refused_at_the_start() {
        Config checked = connector.validate(properties(server.name(), "x", "errors.tolerance", "all"));

        assertThat(errors(checked, "skipped.records"))
                .singleElement()
                .asString()
                .contains("errors.tolerance=all", "ack, release, dead, fail");
        assertThat(errors(checked, "queues")).isEmpty();
    }

    @Test
    void version_is_a_word_where_there_is_no_jar() {
        assertThat(connector.version())
                .isEqualTo(new MemorySourceTask().version())
                .matches("[a-z]+");
    }

    @Test
    void exactly_once_is_promised_where_the_backend_has_what_it_takes() {
        AnsweringBinding answering = new AnsweringBinding(Map.of("a", new AnsweringServer("a")));
        JobSourceConnector other = new JobSourceConnector(answering, MemorySourceTask.class) {};

        assertThat(connector.exactlyOnceSupport(properties("a", "x"))).isEqualTo(ExactlyOnceSupport.SUPPORTED);
        assertThat(other.exactlyOnceSupport(Map.of("answering.servers", "a", "queues", "x")))
                .isEqualTo(ExactlyOnceSupport.UNSUPPORTED);
    }

    @Test
    void exactly_once_a_queue_has_one_task() {
        connector.start(properties("a", "x,y", "exactly.once.support", "required"));

        assertThat(connector.taskConfigs(3))
                .extracting(config -> config.get("queues"))
                .containsExactly("x", "y");
    }

    @Test
    void offsets_of_its_queues_can_be_written_and_reset() {
        Map<Map<String, ?>, @Nullable Map<String, ?>> offsets = new HashMap<>();
        offsets.put(Map.of("queue", "memory://a/x"), Map.of("job", "7"));
        offsets.put(Map.of("queue", "memory://b/x"), null);
        offsets.put(Map.of("queue", "memory://a/y"), Map.of("jobs", "7-:1-3", "count", 2L, "taken", 5L));

        assertThat(connector.alterOffsets(properties("a,b", "x,y"), offsets)).isTrue();
        assertThat(connector.alterOffsets(properties("a,b", "x"), Map.of())).isTrue();
    }

    @Test
    void a_partition_that_is_none_is_refused() {
        assertThatThrownBy(() -> alter(Map.of("tube", "memory://a/x"), null))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("partition is not {\"queue\":")
                .hasMessageContaining("tube");
        assertThatThrownBy(() -> alter(Map.of("queue", "memory://a/x", "job", "7"), null))
                .isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> alter(null, Map.of("job", "7"))).isInstanceOf(ConnectException.class);
    }

    @Test
    void a_partition_of_another_queue_or_server_is_refused() {
        for (String other : Arrays.asList("memory://a/y", "memory://b/x", "x")) {
            assertThatThrownBy(() -> alter(Map.of("queue", other), null))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("\"" + other + "\"")
                    .hasMessageContaining("memory://a/x");
        }
    }

    @Test
    void an_offset_that_is_none_is_refused() {
        for (Map<String, ?> offset : List.<Map<String, ?>>of(
                Map.of("job", 7),
                Map.of("offset", "7"),
                Map.of(),
                Map.of("jobs", "7-:1-3", "count", 2),
                Map.of("jobs", "7-:1-3", "count", -1, "taken", 5),
                Map.of("jobs", "7-:1-99999", "count", 12_001, "taken", 5))) {
            assertThatThrownBy(() -> alter(Map.of("queue", "memory://a/x"), offset))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("\"memory://a/x\"")
                    .hasMessageContaining(offset.toString());
        }
    }

    @Test
    void an_offset_that_names_fewer_jobs_than_it_counts_is_refused() {
        Map<String, ?> offset = Map.of("jobs", "7-:1-3", "count", 4, "taken", 5);

        assertThatThrownBy(() -> alter(Map.of("queue", "memory://a/x"), offset))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("offset of queue \"memory://a/x\" is broken: keys are fewer than 4: 3");
    }

    private void alter(@Nullable Map<String, ?> partition, @Nullable Map<String, ?> offset) {
        Map<Map<String, ?>, @Nullable Map<String, ?>> offsets = new HashMap<>();
        offsets.put(partition, offset);
        connector.alterOffsets(properties("a", "x"), offsets);
    }

    private static List<String> errors(Config checked, String key) {
        return checked.configValues().stream()
                .filter(value -> value.name().equals(key))
                .flatMap(value -> value.errorMessages().stream())
                .toList();
    }
}
