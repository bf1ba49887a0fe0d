package io.jobferry.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(10));

    @Test
    void first_retry_comes_after_the_first_delay() {
        assertThat(backoff.delay(1)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void later_delays_double_with_half_as_much_jitter_up_or_down() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(backoff.delay(4)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(12));
        }
    }

    @Test
    void no_delay_is_longer_than_the_longest_even_after_a_million_failures() {
        assertThat(backoff.delay(1_000_000)).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void delays_differ_so_that_failures_do_not_come_back_as_one() {
        assertThat(java.util.stream.Stream.generate(() -> backoff.delay(5))
                        .limit(50)
                        .distinct()
                        .count())
                .isGreaterThan(40);
    }

    @Test
    void a_backoff_that_shrinks_is_refused() {
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT2S")
                .hasMessageContaining("PT1S");
    }

    @Test
    void no_failure_has_no_delay() {
        assertThatThrownBy(() -> backoff.delay(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
