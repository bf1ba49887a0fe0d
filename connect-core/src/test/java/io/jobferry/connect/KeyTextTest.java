package io.jobferry.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {
    @Test
    void consecutive_numbers_are_ranges_behind_what_they_share() {
        List<String> keys = List.of("1f5e-7", "1f5e-8", "1f5e-9", "1f5e-12", "2a-1");

        assertThat(KeyText.of(keys)).isEqualTo("1f5e-:7-9,12 2a-:1");
        assertThat(KeyText.of(List.of("D-dcb833cf-8YL1NT17e9+wsA-05a1"))).isEqualTo("D-dcb833cf-8YL1NT17e9+wsA-05a:1");
        assertThat(KeyText.of(List.of())).isEmpty();
    }

    @Test
    void a_text_is_read_as_it_was_written() {
        for (List<String> keys : List.of(
                List.<String>of(),
                List.of("0"),
                List.of("a"),
                List.of("a:b", "a:7", "a:8", ":", "-"),
                List.of("x007", "x008", "x0", "x00", "x1", "x10"),
                List.of("9", "10", "8", "7"),
                List.of("99999999999999999999", "100000000000000000000"),
                List.of("e-5", "e-5", "e-4"))) {
            assertThat(KeyText.keys(KeyText.of(keys), keys.size())).isEqualTo(keys);
        }
    }

    @Test
    void random_keys_are_read_as_they_were_written() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<String> keys = new ArrayList<>();
            for (int i = random.nextInt(30); i > 0; i--) {
                keys.add(randomKey(random));
            }

            String text = KeyText.of(keys);

            assertThat(KeyText.keys(text, keys.size())).as("seed %s", seed).isEqualTo(keys);
            int some = random.nextInt(keys.size() + 1);
            assertThat(KeyText.keys(text, some)).as("seed %s", seed).isEqualTo(keys.subList(0, some));
        }
    }

    private static String randomKey(Random random) {
        StringBuilder key = new StringBuilder();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            key.append("01289ab:,-".charAt(random.nextInt(10)));
        }
        return key.toString();
    }

    @Test
    void a_full_window_of_a_beanstalkd_is_a_short_text() {
        List<String> keys = IntStream.range(1, 12_001)
                .mapToObj(id -> "9f86d081884c7d65-" + id)
                .toList();

        assertThat(KeyText.of(keys)).isEqualTo("9f86d081884c7d65-:1-12000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a:x",
                "a:1-",
                "a:-1",
                "a:2-1",
                "a:1,,2",
                "a:1 ",
                " a:1",
                ":",
                "a:1-2-3",
                "a:1234567890123456789"
            })
    void what_is_none_of_ours_is_refused(String text) {
        assertThatThrownBy(() -> KeyText.keys(text, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(keys|job key) .*");
    }

    @Test
    void a_range_is_never_read_further_than_it_counts() {
        assertThat(KeyText.keys("a:1-999999999999999999", 2)).containsExactly("a1", "a2");
    }

    @Test
    void mutated_texts_are_read_or_refused() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder("1f5e-:7-9,12 2a-:1 D-x:5");
            for (int i = random.nextInt(4); i >= 0; i--) {
                text.setCharAt(random.nextInt(text.length()), "0179-:, a".charAt(random.nextInt(9)));
            }
            try {
                assertThat(KeyText.keys(text.toString(), 5)).as("seed %s", seed).hasSize(5);
            } catch (IllegalArgumentException e) {
                assertThat(e).as("seed %s: %s", seed, text).hasMessageMatching("(keys|job key) .*");
            }
        }
    }

    @Test
    void a_key_with_a_space_is_none() {
        assertThatThrownBy(() -> KeyText.of(List.of("a b"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KeyText.of(List.of(""))).isInstanceOf(IllegalArgumentException.class);
    }
}
