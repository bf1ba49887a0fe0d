package io.jobferry.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class JobSinkConnectorTest {
    private static final TopicPartition PARTITION = new TopicPartition("mail", 0);

    private final JobSinkConnector connector = new JobSinkConnector(new MemoryBinding(), MemorySinkTask.class) {};
    private final Map<String, String> properties =
            new HashMap<>(Map.of("memory.servers", "sink-connector", "topics", "mail"));

    /** What a backend's own task is. */
    static final class MemorySinkTask extends JobSinkTask {
        MemorySinkTask() {
            super(new MemoryBinding());
        }
    }

    @Test
    void every_task_has_the_connectors_configuration() {
        connector.start(properties);

        assertThat(connector.taskConfigs(3)).containsExactly(properties, properties, properties);
        assertThat(connector.taskClass()).isEqualTo(MemorySinkTask.class);
        connector.stop();
    }

    @Test
    void a_task_starts_with_what_the_connector_gives_it() {
        properties.put("a.key.without.a.value", null);
        connector.start(properties);

        MemorySinkTask task = new MemorySinkTask();
        task.initialize(new SinkWorker(new MemoryBinding(), properties));
        task.start(connector.taskConfigs(1).get(0));
        task.stop();

        assertThat(task.version()).isEqualTo(connector.version());
    }

    @Test
    void a_wrong_configuration_ends_the_start() {
        properties.put("queue.header", "to");

        assertThatThrownBy(() -> connector.start(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("queue.header.allowed");
        assertThatThrownBy(() -> connector.start(Map.of("topics", "mail")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("memory.servers");
    }

    @Test
    void validating_tells_each_key_what_is_wrong_with_it() {
        assertThat(errors(properties)).isEmpty();

        properties.put("queue.header", "to");
        assertThat(errors(properties)).containsOnlyKeys("queue.header.allowed");

        properties.put("behavior.on.malformed", "drop");
        assertThat(errors(properties)).containsOnlyKeys("behavior.on.malformed");
    }

    @Test
    void offsets_may_be_altered_and_reset_since_they_are_kafkas() {
        Map<TopicPartition, Long> reset = new HashMap<>();
        reset.put(PARTITION, null);

        assertThat(connector.alterOffsets(properties, Map.of(PARTITION, 17L))).isTrue();
        assertThat(connector.alterOffsets(properties, reset)).isTrue();
        assertThat(connector.alterOffsets(properties, Map.of())).isTrue();
        assertThatThrownBy(() -> connector.alterOffsets(properties, Map.of(PARTITION, -1L)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("mail-0");
    }

    @Test
    void a_class_that_is_in_no_jar_has_an_unknown_version_and_one_in_a_jar_the_jars() {
        assertThat(connector.version()).isEqualTo("unknown");
        assertThat(ConnectorVersion.of(Test.class))
                .isEqualTo(Test.class.getPackage().getImplementationVersion())
                .isNotEqualTo("unknown");
    }

    private Map<String, List<String>> errors(Map<String, String> given) {
        Map<String, List<String>> errors = new HashMap<>();
        for (ConfigValue value : connector.validate(given).configValues()) {
            if (!value.errorMessages().isEmpty()) {
                errors.put(value.name(), value.errorMessages());
            }
        }
        return errors;
    }
}
