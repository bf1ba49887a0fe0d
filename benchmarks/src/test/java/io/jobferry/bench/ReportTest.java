package io.jobferry.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.bench.Contender.Role;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ReportTest {
    private static final Course COURSE = new Course(3, 0.7, 4, new Libraries(Path.of("")), Path.of(""));

    private final Sample rates = new Sample(Suite.Kind.PUT)
            .with(Role.RAW, "raw", 1000, 2000, 4000)
            .with(Role.RAW_AGAIN, "raw again", 900, 2000, 4000)
            .with(Role.OURS, "ours", 500, 1900, 2000)
            .with(Role.PEER, "theirs", 100, 200, 200);

    @Test
    void a_row_has_the_median_the_extremes_and_ratios_of_pairs() {
        String table = new Report(rates.comparison()).markdown(COURSE);

        assertThat(table)
                .contains(
                        "| contender | jobs/s [min–max] | to raw [min–max] | to theirs | CPU µs a job: server, client |")
                .contains("| ours | 1,900 [500–2,000] | 0.50 [0.50–0.95] | 9.50 [5.00–10.0] | 5.3, 10.5 |");
    }

    @Test
    void what_raw_does_beside_itself_is_said() {
        String table = new Report(rates.comparison()).markdown(COURSE);

        assertThat(table)
                .contains(
                        "3 rounds of about 0.7 s after 4 s of warm-up, bodies of 100 bytes. Raw to raw: 1.00 [0.90–1.00].")
                .contains("| raw again | 2,000 [900–4,000] | 1.00 [0.90–1.00] (as raw to raw) |");
    }

    @Test
    void latencies_have_their_quantiles() {
        Sample times =
                new Sample(Suite.Kind.PUT_ONE).with(Role.RAW, "raw", 10, 10, 20).with(Role.OURS, "ours", 20, 30, 40);

        String table = new Report(times.comparison()).markdown(COURSE);

        assertThat(table).contains("| ours | 30.0 [20.0–40.0] | 60 | 90 | 2.00 [2.00–3.00] |");
    }

    @Test
    void a_bar_is_longer_for_who_is_faster_also_where_less_time_is_better() {
        Sample times =
                new Sample(Suite.Kind.PUT_ONE).with(Role.RAW, "raw", 10, 10, 20).with(Role.OURS, "ours", 20, 20, 40);

        Findings findings = new Report(times.comparison()).findings(COURSE);

        assertThat(findings.chart())
                .singleElement()
                .extracting(group -> group.bars().get(0))
                .isEqualTo(new Chart.Bar("ours", Role.OURS, new Spread(0.5, 0.5, 0.5)));
    }
}
