package io.jobferry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyTest {
    @Test
    void bodies_are_equal_by_content() {
        assertThat(Body.utf8("å")).isEqualTo(Body.of(new byte[] {(byte) 0xc3, (byte) 0xa5}));
        assertThat(Body.utf8("å")).hasSameHashCodeAs(Body.of(new byte[] {(byte) 0xc3, (byte) 0xa5}));
        assertThat(Body.utf8("a")).isNotEqualTo(Body.utf8("b"));
    }

    @Test
    void fault_41_its_text_shows_its_size_only() {
        assertThat(Body.utf8("hunter2")).hasToString("Body[7 bytes]");
    }
}
