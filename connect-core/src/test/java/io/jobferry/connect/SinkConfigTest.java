package io.jobferry.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the sink's configuration takes, and what it says about what it does not. */
class SinkConfigTest {
    private final AnsweringServer server = new AnsweringServer("one");
    private final AnsweringBinding binding = new AnsweringBinding(Map.of("one", server));
    private final Map<String, String> properties =
            new HashMap<>(Map.of("answering.servers", "one", "topics", "mail,orders"));

    @AfterEach
    void nothing_that_was_opened_to_check_is_left_open() {
        assertThat(server.openBackends).isZero();
        assertThat(server.openSinks).isZero();
        assertThat(server.puts).isZero();
    }

    @Test
    void it_has_a_default_for_all_but_the_servers() {
        SinkConfig config = config();

        assertThat(config.conflicts()).isEmpty();
        assertThat(config.queue().text()).isEqualTo("${topic}");
        assertThat(config.queueHeader()).isNull();
        assertThat(config.allowedQueues()).isEmpty();
        assertThat(config.onNullValue()).isEqualTo(SinkConfig.OnNullValue.FAIL);
        assertThat(config.onMalformed()).isEqualTo(SinkConfig.OnMalformed.REPORT);
    }

    @Test
    void every_option_is_read() {
        properties.put("queue", "in.${topic}");
        properties.put("queue.header", "to");
        properties.put("queue.header.allowed", "a,b");
        properties.put("behavior.on.null.values", "put.empty");
        properties.put("behavior.on.malformed", "fail");

        SinkConfig config = config();

        assertThat(config.conflicts()).isEmpty();
        assertThat(config.queue().text()).isEqualTo("in.${topic}");
        assertThat(config.queueHeader()).isEqualTo("to");
        assertThat(config.allowedQueues()).containsExactly("a", "b");
        assertThat(config.onNullValue()).isEqualTo(SinkConfig.OnNullValue.PUT_EMPTY);
        assertThat(config.onMalformed()).isEqualTo(SinkConfig.OnMalformed.FAIL);
    }

    @Test
    void words_that_an_option_does_not_take_are_refused_with_those_it_takes() {
        assertRefused("behavior.on.null.values", "skip", "fail, ignore, put.empty");
        assertRefused("behavior.on.malformed", "ignore", "report, fail");
        assertRefused("queue", "", "a queue's name is needed");
        assertRefused("queue", "jobs-${queue}", "the only variable is ${topic}");
        assertRefused("queue.header", "", "queue.header");
        assertRefused("put.priority", "high", "put.priority");
    }

    @Test
    void a_header_for_the_queue_needs_a_list_of_those_allowed() {
        properties.put("queue.header", "to");

        assertThat(config().conflicts())
                .containsExactly(entry(
                        "queue.header.allowed", "is empty, but queue.header is to; list the queues that it may name"));
    }

    @Test
    void a_list_of_allowed_queues_needs_a_header() {
        properties.put("queue.header.allowed", "a,b");

        assertThat(config().conflicts())
                .containsExactly(entry(
                        "queue.header",
                        "is not set, but queue.header.allowed is a,b; name the header, or leave both out"));
    }

    @Test
    void a_list_that_a_worker_sets_to_null_is_an_empty_one() {
        properties.put("queue.header.allowed", null);

        assertThat(config().conflicts()).isEmpty();
    }

    @Test
    void the_put_key_that_is_out_of_range_is_blamed_and_no_other() {
        properties.put("put.delay.ms", "5");
        properties.put("put.priority", "10000");

        assertThat(config().conflicts()).containsExactly(entry("put.priority", "priority is above 9999: 10000"));
    }

    @Test
    void put_keys_that_are_wrong_together_are_told_at_the_first() {
        properties.put("put.delay.ms", "5");
        properties.put("put.priority", "0");

        assertThat(config().conflicts())
                .containsExactly(entry("put.delay.ms", "a job of priority 0 is not to be delayed"));
    }

    @Test
    void names_that_the_server_would_not_take_are_told_before_any_record_comes() {
        properties.put("queue", "-jobs");
        properties.put("queue.header", "to");
        properties.put("queue.header.allowed", "a,-b,-c");

        Map<String, String> conflicts = config().conflicts();

        assertThat(conflicts).containsOnlyKeys("queue", "queue.header.allowed");
        assertThat(conflicts.get("queue")).contains("\"-jobs\"", "begins with '-'");
        assertThat(conflicts.get("queue.header.allowed")).contains("\"-b\"");
    }

    @Test
    void a_topic_whose_queue_the_server_would_not_take_is_told_before_any_record_comes() {
        properties.put("topics", "mail, -orders");

        assertThat(config().conflicts()).containsOnlyKeys("queue");
        assertThat(config().conflicts().get("queue")).contains("\"-orders\"");
    }

    @Test
    void topics_that_transforms_may_rename_are_not_judged() {
        properties.put("topics", "-orders");
        properties.put("transforms", "route");

        assertThat(config().conflicts()).isEmpty();
    }

    @Test
    void topics_that_a_pattern_finds_are_not_judged() {
        properties.remove("topics");
        properties.put("topics.regex", ".*");

        assertThat(config().conflicts()).isEmpty();
    }

    @Test
    void a_conflict_ends_a_start_with_its_key() {
        properties.put("queue", "-jobs");

        assertThatThrownBy(() -> config().requireNoConflicts())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("queue: no queue can be named \"-jobs\"");
    }

    @Test
    void servers_are_asked_about_a_queue_that_records_go_to() {
        assertThat(config().probeQueue()).isEqualTo("mail");

        properties.put("queue", "jobs");

        assertThat(config().probeQueue()).isEqualTo("jobs");
    }

    @Test
    void every_key_is_documented_and_has_its_place_in_a_form() {
        Map<String, ConfigDef.ConfigKey> own =
                new TreeMap<>(SinkKeys.def(binding).configKeys());
        own.keySet().removeAll(ServerConfig.def(binding).names());
        own.keySet().removeAll(binding.putKeys().names());

        assertThat(own)
                .containsOnlyKeys(
                        "queue",
                        "queue.header",
                        "queue.header.allowed",
                        "exactly.once",
                        "behavior.on.null.values",
                        "behavior.on.malformed",
                        "origin.line");
        assertThat(own.values()).allSatisfy(key -> {
            assertThat(key.documentation).endsWith(".").doesNotContain("  ");
            assertThat(key.group).isNotEmpty();
            assertThat(key.orderInGroup).isPositive();
            assertThat(key.displayName).isNotEqualTo(key.name);
        });
        assertThat(own.values()).extracting(key -> key.group + key.orderInGroup).doesNotHaveDuplicates();
    }

    @Test
    void put_keys_tell_of_the_headers_that_outrank_them() {
        assertThat(SinkKeys.def(binding).configKeys().get("put.delay.ms"))
                .extracting(key -> key.documentation)
                .isEqualTo("Delay. A record's header jobferry.put.delay.ms outranks it.");
    }

    @Test
    void a_form_shows_the_words_to_choose_from_and_the_allow_list_only_with_a_header() {
        ConfigValue hidden = value("queue.header.allowed");
        properties.put("queue.header", "to");
        ConfigValue shown = value("queue.header.allowed");

        assertThat(hidden.visible()).isFalse();
        assertThat(shown.visible()).isTrue();
        assertThat(value("behavior.on.null.values").recommendedValues())
                .isEqualTo(List.of("fail", "ignore", "put.empty"));
        assertThat(value("behavior.on.malformed").recommendedValues()).isEqualTo(List.of("report", "fail"));
    }

    private ConfigValue value(String key) {
        return new ArrayList<>(SinkKeys.def(binding).validate(properties))
                .stream().filter(value -> value.name().equals(key)).findFirst().orElseThrow();
    }

    private void assertRefused(String key, String value, String message) {
        Map<String, String> changed = new HashMap<>(properties);
        changed.put(key, value);
        assertThatThrownBy(() -> new SinkConfig(binding, changed))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(message);
    }

    private SinkConfig config() {
        return new SinkConfig(binding, properties);
    }
}
