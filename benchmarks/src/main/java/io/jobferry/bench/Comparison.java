package io.jobferry.bench;

import io.jobferry.bench.Contender.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The results of a suite's contenders beside each other. */
final class Comparison {
    private final Suite suite;
    private final Map<Contender, List<Result>> results;

    /**
     * A comparison.
     *
     * @param results of each contender, one a round
     */
    Comparison(Suite suite, Map<Contender, List<Result>> results) {
        this.suite = suite;
        this.results = results;
    }

    Suite suite() {
        return suite;
    }

    List<Contender> contenders() {
        return suite.contenders();
    }

    List<Contender> contenders(Role role) {
        return suite.contenders().stream().filter(each -> each.role() == role).toList();
    }

    /** The ceiling, where the suite has one. */
    Optional<Contender> raw() {
        return contenders(Role.RAW).stream().findFirst();
    }

    /** Its second run. */
    Optional<Contender> again() {
        return contenders(Role.RAW_AGAIN).stream().findFirst();
    }

    Spread spread(Contender contender, Metric metric) {
        return spread(contender, metric::of);
    }

    Spread spread(Contender contender, ToDoubleFunction<Result> of) {
        return Spread.of(values(contender, of));
    }

    /** How one stands to another, round by round. */
    Spread ratio(Contender contender, Contender to, Metric metric) {
        return Spread.ofRatios(values(contender, metric::of), values(to, metric::of));
    }

    /** The same, turned so that more is faster. */
    Spread speed(Contender contender, Contender to, Metric metric) {
        return metric.better() == Metric.Better.MORE ? ratio(contender, to, metric) : ratio(to, contender, metric);
    }

    /** What the machine makes of two runs of the same: the second of the ceiling's pair to the first. */
    Optional<Spread> noise(Metric metric) {
        return raw().flatMap(
                        raw -> contenders(Role.RAW_AGAIN).stream().findFirst().map(again -> ratio(again, raw, metric)));
    }

    private double[] values(Contender contender, ToDoubleFunction<Result> of) {
        return results.getOrDefault(contender, List.of()).stream()
                .mapToDouble(of)
                .toArray();
    }
}
