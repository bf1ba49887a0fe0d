package io.jobferry.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BodiesTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 1_000_000, (1 << 24) - 1})
    void a_body_tells_its_number(int number) {
        assertThat(Bodies.numberOf(Bodies.of(number, 100), 100)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 64, 65_536})
    void bodies_are_of_the_size_that_was_asked_for(int size) {
        byte[] body = Bodies.of(5, size);

        assertThat(body).hasSize(size);
        assertThat(Bodies.numberOf(body, size)).isEqualTo(5);
    }

    @Test
    void a_changed_byte_is_noticed_wherever_it_is() {
        for (int i = 0; i < 100; i++) {
            byte[] body = Bodies.of(12_345, 100);
            body[i] ^= 1;

            assertThat(numberOrDamage(body)).as("byte %d", i).isNotEqualTo("12345");
        }
    }

    @Test
    void a_body_that_was_cut_is_noticed() {
        assertThatThrownBy(() -> Bodies.numberOf(Bodies.of(1, 99), 100)).hasMessage("body has 99 bytes, not 100");
    }

    private static String numberOrDamage(byte[] body) {
        try {
            return Integer.toString(Bodies.numberOf(body, body.length));
        } catch (IllegalStateException e) {
            return "damaged";
        }
    }
}
