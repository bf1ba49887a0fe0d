package io.jobferry.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class QuantilesTest {
    @Test
    void quantiles_are_values_that_so_many_are_not_above() {
        long[] nanos = LongStream.rangeClosed(1, 1000).map(i -> 1001 - i).toArray();

        Quantiles quantiles = Quantiles.of(nanos);

        assertThat(quantiles).isEqualTo(new Quantiles(501, 991, 1000));
    }

    @Test
    void a_single_value_is_every_quantile() {
        assertThat(Quantiles.of(new long[] {7})).isEqualTo(new Quantiles(7, 7, 7));
    }

    @Test
    void without_values_all_are_0() {
        assertThat(Quantiles.of(new long[0])).isEqualTo(Quantiles.NONE);
    }
}
