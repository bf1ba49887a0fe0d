package io.jobferry.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownKeysTest {
    private static final Set<String> KNOWN = Set.of(
            "memory.servers",
            "memory.ssl.truststore.location",
            "queue",
            "queues",
            "poll.wait.ms",
            "max.in.flight.jobs");

    @ParameterizedTest
    @CsvSource({
        "servers, memory.servers",
        "memory.server, memory.servers",
        "ssl.truststore.location, memory.ssl.truststore.location",
        "pollWaitMs, poll.wait.ms",
        "poll_wait_ms, poll.wait.ms",
        "max.inflight.jobs, max.in.flight.jobs",
        "queeu, queue",
    })
    void a_mistyped_key_is_told_with_the_one_that_was_meant(String typed, String meant) {
        assertThat(UnknownKeys.among(List.of(typed), KNOWN))
                .containsOnlyKeys(typed)
                .containsEntry(typed, "is no key of this connector; did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour", "memory.password", "transformsx", "error.tolerance"})
    void a_key_that_is_like_none_is_told_without_a_guess(String key) {
        assertThat(UnknownKeys.among(List.of(key), KNOWN)).containsEntry(key, "is no key of this connector");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "connector.class",
                "connector.plugin.version",
                "tasks.max",
                "tasks.max.enforce",
                "topics",
                "topics.regex",
                "config.action.reload",
                "exactly.once.support",
                "transaction.boundary",
                "transaction.boundary.interval.ms",
                "offsets.storage.topic",
                "key.converter",
                "value.converter.schemas.enable",
                "header.converter",
                "transforms",
                "transforms.a.type",
                "predicates.p.type",
                "errors.tolerance",
                "topic.creation.default.partitions",
                "producer.override.linger.ms",
                "consumer.override.max.poll.records",
                "admin.override.retries"
            })
    void a_key_of_the_worker_is_none_of_our_business(String key) {
        assertThat(UnknownKeys.among(List.of(key), KNOWN)).isEmpty();
    }

    @Test
    void topics_are_none_of_a_source() {
        assertThat(UnknownKeys.among(List.of("topics"), Set.of("topic", "queues")))
                .containsEntry("topics", "is no key of this connector; did you mean topic?");
    }

    @Test
    void the_check_of_host_names_cannot_be_switched_off_and_the_answer_says_so() {
        String key = "memory.ssl.endpoint.identification.algorithm";

        assertThat(UnknownKeys.among(List.of(key), KNOWN).get(key)).contains("not offered", "always checked");
    }
}
