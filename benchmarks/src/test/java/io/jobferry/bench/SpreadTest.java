package io.jobferry.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class SpreadTest {
    @Test
    void the_median_of_an_odd_number_is_the_one_in_the_middle() {
        assertThat(Spread.of(9, 1, 2)).isEqualTo(new Spread(2, 1, 9));
    }

    @Test
    void the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
        assertThat(Spread.of(4, 1, 100, 2)).isEqualTo(new Spread(3, 1, 100));
    }

    @Test
    void ratios_are_of_pairs_and_not_of_medians() {
        Spread ratios = Spread.ofRatios(new double[] {10, 1, 2}, new double[] {10, 2, 8});

        assertThat(ratios).isEqualTo(new Spread(0.5, 0.25, 1));
    }

    @Test
    void rounds_without_a_partner_are_refused() {
        assertThatThrownBy(() -> Spread.ofRatios(new double[] {1, 2}, new double[] {1}))
                .hasMessage("2 rounds beside 1");
    }

    @Test
    void no_values_are_refused() {
        assertThatThrownBy(Spread::of).hasMessage("no values");
    }

    @Test
    void chance_hides_what_lies_within_it_or_between_it_and_1() {
        Spread chance = new Spread(0.9, 0.8, 0.95);

        assertThat(chance.hides(0.8)).isTrue();
        assertThat(chance.hides(0.98)).isTrue();
        assertThat(chance.hides(0.79)).isFalse();
        assertThat(chance.hides(1.01)).isFalse();
    }

    @Test
    void small_ratios_keep_digits_and_large_ones_lose_them() {
        assertThat(Spread.text(0.00123)).isEqualTo("0.0012");
        assertThat(Spread.text(0.987)).isEqualTo("0.99");
        assertThat(Spread.text(12.34)).isEqualTo("12.3");
        assertThat(Spread.text(11_095.4)).isEqualTo("11,095");
    }
}
