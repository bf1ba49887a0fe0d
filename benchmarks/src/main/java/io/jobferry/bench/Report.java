package io.jobferry.bench;

import io.jobferry.bench.Contender.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The results of a suite as a table in Markdown, and as bars. */
final class Report {
    private final Comparison comparison;
    private final Suite suite;
    private final Metric metric;

    Report(Comparison comparison) {
        this.comparison = comparison;
        this.suite = comparison.suite();
        this.metric = suite.kind().metric();
    }

    /** A column, and what stands in it for each contender. */
    private record Column(String head, Function<Contender, String> cell) {}

    Findings findings(Course course) {
        return new Findings(markdown(course), bars());
    }

    String markdown(Course course) {
        List<Column> columns = columns();
        List<String> lines = new ArrayList<>(List.of("### " + suite.name() + ": " + suite.title(), ""));
        lines.add(course + ", bodies of " + suite.size() + " bytes." + noise());
        lines.add("");
        lines.add(columns.stream().map(Column::head).collect(Collectors.joining(" | ", "| ", " |")));
        lines.add("|---".repeat(columns.size()) + "|");
        for (Contender contender : comparison.contenders()) {
            lines.add(columns.stream()
                    .map(column -> column.cell().apply(contender))
                    .collect(Collectors.joining(" | ", "| ", " |")));
        }
        return String.join("\n", lines) + "\n";
    }

    private String noise() {
        return comparison
                .noise(metric)
                .map(noise -> " Raw to raw: " + ratio(noise) + ".")
                .orElse("");
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("contender", Contender::name));
        columns.add(new Column(metric.unit() + " [min–max]", this::value));
        suite.kind().besides().forEach(other -> columns.add(new Column(other.unit(), each -> median(each, other))));
        comparison.raw().ifPresent(raw -> columns.add(new Column("to raw [min–max]", each -> toRaw(each, raw))));
        for (Contender peer : comparison.contenders(Role.PEER)) {
            columns.add(new Column("to " + peer.name(), each -> each.role() == Role.OURS ? to(each, peer) : ""));
        }
        columns.add(new Column("CPU µs a job: server, client", this::cpu));
        if (comparison.contenders().stream()
                .anyMatch(each -> Marks.of(suite, each).count() > 0)) {
            columns.add(new Column("mark", this::marks));
        }
        return columns;
    }

    private String value(Contender contender) {
        return value(comparison.spread(contender, metric), metric);
    }

    /** The median and the extremes. */
    static String value(Spread value, Metric metric) {
        return "%s [%s–%s]".formatted(metric.text(value.median()), metric.text(value.min()), metric.text(value.max()));
    }

    private String median(Contender contender, Metric of) {
        return of.text(comparison.spread(contender, of).median());
    }

    /** With a note where two runs of the same differ as much. */
    private String toRaw(Contender contender, Contender raw) {
        if (contender.role() == Role.RAW) {
            return "1";
        }
        Spread ratio = comparison.ratio(contender, raw, metric);
        boolean counts = comparison
                .noise(metric)
                .map(noise -> !noise.hides(ratio.median()))
                .orElse(true);
        return ratio(ratio) + (counts ? "" : " (as raw to raw)");
    }

    private String to(Contender contender, Contender peer) {
        return ratio(comparison.ratio(contender, peer, metric));
    }

    private String cpu(Contender contender) {
        return String.format(
                Locale.ROOT,
                "%.1f, %.1f",
                comparison.spread(contender, Result::serverMicrosAJob).median(),
                comparison.spread(contender, Result::clientMicrosAJob).median());
    }

    private String marks(Contender contender) {
        return Marks.of(suite, contender)
                .map(mark -> mark.verdict(comparison, contender))
                .collect(Collectors.joining("; "));
    }

    static String ratio(Spread ratio) {
        return "%s [%s–%s]".formatted(Spread.text(ratio.median()), Spread.text(ratio.min()), Spread.text(ratio.max()));
    }

    private List<Chart.Group> bars() {
        return comparison
                .raw()
                .map(raw -> List.of(new Chart.Group(
                        suite.name() + ": " + suite.title(),
                        comparison
                                .again()
                                .map(again -> comparison.speed(again, raw, metric))
                                .orElse(new Spread(1, 1, 1)),
                        comparison.contenders().stream()
                                .filter(each -> each.role() == Role.OURS || each.role() == Role.PEER)
                                .map(each ->
                                        new Chart.Bar(each.name(), each.role(), comparison.speed(each, raw, metric)))
                                .toList())))
                .orElse(List.of());
    }
}
