package io.jobferry.jedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RespServerTest {
    @ParameterizedTest
    @CsvSource({
        "localhost, redis://localhost:6379",
        "queue.example.com:7000, redis://queue.example.com:7000",
        "[::1]:7000, redis://[::1]:7000",
        "[::1], redis://[::1]:6379"
    })
    void an_address_is_a_host_and_maybe_a_port(String address, String name) {
        assertThat(parse(address).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":7000", "localhost:", "localhost:x", "localhost:0", "localhost:65536", "::1"})
    void anything_else_is_refused(String address) {
        assertThatThrownBy(() -> parse(address)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void time_outs_are_above_zero() {
        assertThatThrownBy(() -> RespServer.parse("redis", "localhost", 6379, Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("connectTimeout is not above zero: PT0S");
    }

    private static RespServer parse(String address) {
        return RespServer.parse("redis", address, 6379, Duration.ofSeconds(1), Duration.ofSeconds(1));
    }
}
