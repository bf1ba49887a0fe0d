package io.jobferry.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTemplateTest {
    private static final String LONGEST = "t".repeat(249);

    @Test
    void a_queue_stands_in_the_topic_with_legal_characters_only() {
        assertThat(new TopicTemplate("jobs.${queue}").topic("mail/out going:ü.a-b_C9"))
                .isEqualTo("jobs.mail_out_going__.a-b_C9");
    }

    @Test
    void a_queue_that_looks_like_a_replacement_is_no_replacement() {
        assertThat(new TopicTemplate("${queue}").topic("$1\\")).isEqualTo("_1_");
    }

    @Test
    void a_topic_without_the_queue_is_the_same_for_all() {
        TopicTemplate template = new TopicTemplate("jobs");

        assertThat(template.topic("a")).isEqualTo("jobs");
        assertThat(template.conflict(List.of("a/b", "a_b"))).isEmpty();
    }

    @Test
    void queues_whose_topics_would_be_the_same_are_refused_by_name() {
        assertThat(new TopicTemplate("${queue}").conflict(List.of("a/b", "c", "a:b")))
                .hasValueSatisfying(conflict -> assertThat(conflict).contains("\"a_b\"", "\"a/b\"", "\"a:b\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void a_queue_that_makes_no_topic_is_refused(String queue) {
        assertThat(new TopicTemplate("${queue}").conflict(List.of(queue)))
                .hasValueSatisfying(conflict -> assertThat(conflict).contains("\"" + queue + "\"", "at most 249"));
    }

    @Test
    void a_topic_that_gets_too_long_is_refused() {
        assertThat(new TopicTemplate("jobs.${queue}").conflict(List.of("q".repeat(244))))
                .isEmpty();
        assertThat(new TopicTemplate("jobs.${queue}").conflict(List.of("q".repeat(245))))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs", "${queue}", "a.B-c_9.${queue}", "..${queue}"})
    void these_are_templates(String text) {
        assertThatCode(() -> TopicTemplate.check("topic", text)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a b", "a/${queue}", "${topic}", "${queue", "jöbs"})
    void these_are_not(String text) {
        assertThatThrownBy(() -> TopicTemplate.check("topic", text))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("topic")
                .hasMessageContaining(text)
                .hasMessageContaining("a-z A-Z 0-9 . _ -");
    }

    @Test
    void a_literal_has_at_most_249_characters() {
        assertThatCode(() -> TopicTemplate.check("topic", LONGEST)).doesNotThrowAnyException();
        assertThatThrownBy(() -> TopicTemplate.check("topic", LONGEST + "t")).isInstanceOf(ConfigException.class);
    }
}
