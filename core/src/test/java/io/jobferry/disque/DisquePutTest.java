package io.jobferry.disque;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DisquePutTest {
    @Test
    void durations_are_rounded_up_to_whole_seconds() {
        assertThat(DisquePut.seconds(Duration.ofMillis(1))).isEqualTo(1);
        assertThat(DisquePut.seconds(Duration.ofSeconds(2))).isEqualTo(2);
        assertThat(DisquePut.seconds(Duration.ofMillis(2001))).isEqualTo(3);
        assertThat(DisquePut.seconds(Duration.ZERO)).isZero();
    }

    @Test
    void what_the_server_would_not_take_is_refused_by_name() {
        assertThatThrownBy(() -> DisquePut.DEFAULT.withReplicate(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("replicate is not in 1 to 65535: 0");
        assertThatThrownBy(() -> DisquePut.DEFAULT.withRetry(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("retry is negative: PT-1S");
    }

    @Test
    void options_that_contradict_each_other_are_refused() {
        assertThatThrownBy(
                        () -> DisquePut.DEFAULT.withTtl(Duration.ofSeconds(5)).withDelay(Duration.ofSeconds(5)))
                .hasMessage("delay is not below the ttl: PT5S, PT5S");
        assertThatThrownBy(() -> DisquePut.DEFAULT.withReplicate(2).withRetry(Duration.ZERO))
                .hasMessage("replicate is above 1 with retry 0: 2");
        assertThatThrownBy(() -> DisquePut.DEFAULT.withMaxlen(0)).hasMessage("maxlen is below 1: 0");
        assertThatThrownBy(() -> DisquePut.DEFAULT.withTtl(Duration.ZERO)).hasMessage("ttl is not above zero: PT0S");
    }
}
