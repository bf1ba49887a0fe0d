package io.jobferry.bench;

import io.jobferry.bench.Contender.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The results of a suite as a table in Markdown. */
final class Report {
    private final Suite suite;
    private final Map<Contender, List<Result>> results;

    Report(Suite suite, Map<Contender, List<Result>> results) {
        this.suite = suite;
        this.results = results;
    }

    String markdown() {
        List<String> lines = new ArrayList<>(List.of("## " + suite.name() + ": " + suite.title(), ""));
        lines.add(
                suite.kind().isLatency()
                        ? "| contender | p50 µs [min–max] | p99 µs | p99.9 µs | p50 to raw [min–max] | CPU server, client |"
                        : "| contender | jobs/s [min–max] | to raw [min–max] | ours to it | CPU server, client |");
        lines.add(suite.kind().isLatency() ? "|---|---|---|---|---|---|" : "|---|---|---|---|---|");
        results.keySet().forEach(contender -> lines.add(row(contender)));
        return String.join("\n", lines) + "\n";
    }

    /** How a contender stands to the ceiling, round by round. */
    Spread toRaw(Contender contender) {
        return Spread.ofRatios(values(contender), values(only(Role.RAW)));
    }

    private String row(Contender contender) {
        String cpu = "%.0f %%, %.0f %%"
                .formatted(
                        100 * spread(contender, Result::serverCpu).median(),
                        100 * spread(contender, Result::clientCpu).median());
        Spread value = Spread.of(values(contender));
        Spread toRaw = toRaw(contender);
        String ratio = "%.2f [%.2f–%.2f]".formatted(toRaw.median(), toRaw.min(), toRaw.max());
        if (suite.kind().isLatency()) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %.0f [%.0f–%.0f] | %.0f | %.0f | %s | %s |",
                    contender.name(),
                    value.median(),
                    value.min(),
                    value.max(),
                    spread(contender, result -> result.latency().p99() / 1e3).median(),
                    spread(contender, result -> result.latency().p999() / 1e3).median(),
                    ratio,
                    cpu);
        }
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f [%,.0f–%,.0f] | %s | %s | %s |",
                contender.name(),
                value.median(),
                value.min(),
                value.max(),
                ratio,
                contender.role() == Role.PEER ? oursTo(contender) : "",
                cpu);
    }

    private String oursTo(Contender peer) {
        return results.keySet().stream()
                .filter(each -> each.role() == Role.OURS)
                .findFirst()
                .map(ours -> "%.1f×"
                        .formatted(Spread.ofRatios(values(ours), values(peer)).median()))
                .orElse("");
    }

    private Contender only(Role role) {
        return results.keySet().stream()
                .filter(each -> each.role() == role)
                .findFirst()
                .orElseThrow();
    }

    /** Jobs a second, or microseconds. */
    private double[] values(Contender contender) {
        return each(
                contender, suite.kind().isLatency() ? result -> result.latency().p50() / 1e3 : Result::jobsPerSecond);
    }

    private Spread spread(Contender contender, ToDoubleFunction<Result> of) {
        return Spread.of(each(contender, of));
    }

    private double[] each(Contender contender, ToDoubleFunction<Result> of) {
        return results.getOrDefault(contender, List.of()).stream()
                .mapToDouble(of)
                .toArray();
    }
}
