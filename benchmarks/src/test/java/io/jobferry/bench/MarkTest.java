package io.jobferry.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.bench.Contender.Role;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MarkTest {
    private final Comparison rates = new Sample(Suite.Kind.PUT)
            .with(Role.RAW, "raw", 1000)
            .with(Role.OURS, "ours", 900)
            .with(Role.PEER, "slow", 90)
            .with(Role.PEER, "fast", 300)
            .comparison();

    @Test
    void a_ratio_that_is_as_high_as_the_mark_reaches_it() {
        assertThat(verdict(rates, Mark.toRaw("sample", "ours", Metric.RATE, 0.9)))
                .isEqualTo("jobs/s to raw ≥ 0.90: reached");
    }

    @Test
    void a_lower_one_is_told() {
        assertThat(verdict(rates, Mark.toRaw("sample", "ours", Metric.RATE, 0.95)))
                .isEqualTo("jobs/s to raw ≥ 0.95: **not reached** (0.90)");
    }

    @Test
    void the_best_peer_is_the_one_that_counts() {
        assertThat(verdict(rates, Mark.toPeers("sample", "ours", Metric.RATE, 8)))
                .isEqualTo("jobs/s to each peer ≥ 8.00: **not reached** (3.00)");
    }

    @Test
    void of_times_the_lower_reaches_it() {
        Comparison times = new Sample(Suite.Kind.TAKE_ONE)
                .with(Role.RAW, "raw", 10)
                .with(Role.OURS, "ours", 12)
                .comparison();

        assertThat(verdict(times, Mark.toRaw("sample", "ours", Metric.P99, 1.3)))
                .isEqualTo("p99 µs to raw ≤ 1.30: reached");
        assertThat(verdict(times, Mark.of("sample", "ours", Metric.P50, 11)))
                .isEqualTo("p50 µs ≤ 11.0: **not reached** (12.0)");
    }

    @Test
    void marks_name_suites_and_contenders_that_there_are() {
        assertThat(Marks.ALL)
                .allSatisfy(mark -> assertThat(Stream.of(Suites.ALL, Costs.ALL).flatMap(List::stream))
                        .filteredOn(suite -> suite.name().equals(mark.suite()))
                        .flatExtracting(Suite::contenders)
                        .filteredOn(contender -> contender.role() == Role.OURS)
                        .extracting(Contender::name)
                        .contains(mark.contender()));
    }

    private static String verdict(Comparison comparison, Mark mark) {
        Contender ours = comparison.contenders(Role.OURS).get(0);
        return mark.verdict(comparison, ours);
    }
}
