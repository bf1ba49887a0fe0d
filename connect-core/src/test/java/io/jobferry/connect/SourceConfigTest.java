package io.jobferry.connect;

import static io.jobferry.connect.SourceWorker.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceConfigTest {
    private final MemoryServer server = new MemoryServer();

    @Test
    void defaults_are_good_together() {
        Map<String, String> properties = properties(server.name(), "mail");
        properties.remove("poll.wait.ms");

        SourceConfig config = new SourceConfig(new MemoryBinding(), properties);

        assertThat(config.conflicts()).isEmpty();
        assertThat(config.batchSize()).isEqualTo(1000);
        assertThat(config.maxInFlight()).isEqualTo(10_000);
        assertThat(config.pollWait()).hasSeconds(1);
        assertThat(config.skippedRecords()).isEqualTo(SkippedRecords.ACK);
        assertThat(config.topic()).hasToString("${queue}");
        assertThat(config.recordKey()).isEqualTo(RecordKey.NONE);
        assertThat(config.valueType()).isEqualTo(ValueType.BYTES);
        assertThat(config.includesHeaders()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "batch.size, 0",
        "max.in.flight.jobs, 0",
        "poll.wait.ms, -1",
        "poll.wait.ms, 20001",
        "record.key, id",
        "value.type, json",
        "headers.include, maybe",
        "skipped.records, drop",
        "topic, a b",
        "queues, 'mail,,sms'"
    })
    void a_value_that_a_key_does_not_take_is_refused_with_both(String key, String value) {
        assertThatThrownBy(() -> config(key, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(value.contains(",") ? "empty" : value);
    }

    @Test
    void a_word_that_is_none_is_refused_with_those_that_are() {
        assertThatThrownBy(() -> config("record.key", "id")).hasMessageContaining("none, job.key, queue");
        assertThatThrownBy(() -> config("value.type", "json")).hasMessageContaining("bytes, string");
    }

    @Test
    void words_are_recommended() {
        assertThat(SourceKeys.def(new MemoryBinding()).validate(properties(server.name(), "mail")))
                .filteredOn(value -> value.name().equals("skipped.records"))
                .singleElement()
                .extracting(ConfigValue::recommendedValues)
                .isEqualTo(List.of("ack", "release", "dead", "fail"));
    }

    @Test
    void no_queue_is_refused() {
        assertThatThrownBy(() -> config("queues", ""))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("queues");
    }

    @Test
    void a_queue_that_stands_twice_is_refused() {
        assertThatThrownBy(() -> config("queues", "mail,sms,mail"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("queues")
                .hasMessageContaining("\"mail\"");
    }

    @Test
    void a_queue_that_the_server_would_not_take_is_told_by_its_name() {
        assertThat(config("queues", "mail,a\tb").conflicts())
                .hasEntrySatisfying(
                        "queues",
                        conflict -> assertThat(conflict)
                                .contains("\"a\tb\"", "1 to 200 characters without control characters"));
    }

    @Test
    void a_batch_that_is_larger_than_the_window_is_told() {
        assertThat(config("batch.size", "20", "max.in.flight.jobs", "10").conflicts())
                .containsExactly(Map.entry("batch.size", "20 is above max.in.flight.jobs, which is 10"));
    }

    @Test
    void queues_of_one_topic_are_told() {
        assertThat(config("queues", "a:b,a/b").conflicts())
                .hasEntrySatisfying("topic", conflict -> assertThat(conflict).contains("\"a:b\"", "\"a/b\""));
        assertThat(config("queues", "a:b,a/b", "topic", "jobs").conflicts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "ALL"})
    void tolerance_needs_a_choice_of_what_becomes_of_skipped_records(String all) {
        assertThat(config("errors.tolerance", all).conflicts()).containsOnlyKeys("skipped.records");
        assertThat(config("errors.tolerance", all, "skipped.records", "dead").conflicts())
                .isEmpty();
        assertThat(config("errors.tolerance", "none").conflicts()).isEmpty();
    }

    @Test
    void every_key_is_documented_for_forms_and_tables() {
        assertThat(SourceKeys.def(new MemoryBinding()).configKeys().values())
                .filteredOn(key -> !key.name.startsWith("memory."))
                .allSatisfy(key -> {
                    assertThat(key.documentation).as(key.name).endsWith(".");
                    assertThat(key.group).as(key.name).isNotNull();
                    assertThat(key.displayName).as(key.name).isNotEmpty();
                });
    }

    @Test
    void a_tasks_configuration_is_the_connectors_with_its_part() {
        SourceConfig config = config("memory.servers", "a,b,c", "queues", "x,y,z", "batch.size", "7");

        Map<String, String> ofTask = config.ofTask(new TaskPart(List.of("a", "b"), List.of("z")));

        assertThat(ofTask)
                .containsEntry("memory.servers", "a,b")
                .containsEntry("queues", "z")
                .containsEntry("batch.size", "7")
                .containsEntry("name", "jobs");
        assertThatCode(() -> new SourceConfig(new MemoryBinding(), ofTask)).doesNotThrowAnyException();
    }

    private SourceConfig config(String... more) {
        return new SourceConfig(new MemoryBinding(), properties(server.name(), "mail", more));
    }
}
