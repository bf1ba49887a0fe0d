package io.jobferry.disque;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisqueOptionsTest {
    private static final DisqueOptions DEFAULTS = DisqueOptions.of("localhost");

    @Test
    void the_environment_names_the_servers_where_none_is_configured() {
        assertThat(DisqueOptions.ofEnvironment(Map.of("DISQUE_NODES", "a:1,b:2"))
                        .servers())
                .isEqualTo("a:1,b:2");
        assertThat(DisqueOptions.ofEnvironment(Map.of()).servers()).isEqualTo("localhost");
        assertThat(DisqueOptions.ofEnvironment(Map.of("DISQUE_NODES", " ")).servers())
                .isEqualTo("localhost");
    }

    @Test
    void fault_41_the_password_is_not_shown() {
        assertThat(DEFAULTS.withPassword("sesame").toString()).doesNotContain("sesame");
    }

    @Test
    void dead_queues_are_named_after_their_queues() {
        assertThat(DEFAULTS.deadQueueOf("mail")).isEqualTo("mail:dead");
        assertThat(DEFAULTS.withDeadQueue("dead.{queue}.1").deadQueueOf("mail")).isEqualTo("dead.mail.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dead", "{queue}"})
    void a_dead_queue_that_is_nobodys_or_the_queue_itself_is_refused(String name) {
        assertThatThrownBy(() -> DEFAULTS.withDeadQueue(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("deadQueue is not {queue} and more");
    }

    @Test
    void numbers_out_of_range_are_refused_by_name() {
        assertThatThrownBy(() -> DEFAULTS.withCycle(0)).hasMessage("cycle is below 1: 0");
        assertThatThrownBy(() -> DEFAULTS.withMaxHold(Duration.ofSeconds(-1))).hasMessage("maxHold is negative: PT-1S");
        assertThatThrownBy(() -> DEFAULTS.withDeadTtl(Duration.ZERO)).hasMessage("deadTtl is below 1 s: PT0S");
    }
}
