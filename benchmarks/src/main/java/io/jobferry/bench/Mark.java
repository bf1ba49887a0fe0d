package io.jobferry.bench;

import io.jobferry.bench.Contender.Role;
import java.util.List;

/**
 * What one of ours is to reach.
 *
 * @param suite by its name
 * @param contender by its name
 * @param value the most, where less is better, and else the least
 */
record Mark(String suite, String contender, Metric metric, Against against, double value) {
    /** What the value is a ratio to. */
    enum Against {
        RAW,
        /** Each of them, so the best. */
        PEERS,
        /** To nothing: it stands for itself. */
        ITSELF
    }

    static Mark toRaw(String suite, String contender, Metric metric, double value) {
        return new Mark(suite, contender, metric, Against.RAW, value);
    }

    static Mark toPeers(String suite, String contender, Metric metric, double value) {
        return new Mark(suite, contender, metric, Against.PEERS, value);
    }

    static Mark of(String suite, String contender, Metric metric, double value) {
        return new Mark(suite, contender, metric, Against.ITSELF, value);
    }

    /** Whether it was reached, for a table. */
    String verdict(Comparison comparison, Contender ours) {
        double found = found(comparison, ours);
        boolean more = metric.better() == Metric.Better.MORE;
        boolean reached = more ? found >= value : found <= value;
        return "%s %s %s: %s"
                .formatted(
                        name(metric, against),
                        more ? "≥" : "≤",
                        Spread.text(value),
                        reached ? "reached" : "**not reached** (" + Spread.text(found) + ")");
    }

    private double found(Comparison comparison, Contender ours) {
        return switch (against) {
            case RAW -> toWorst(comparison, ours, comparison.contenders(Role.RAW));
            case PEERS -> toWorst(comparison, ours, comparison.contenders(Role.PEER));
            case ITSELF -> comparison.spread(ours, metric).median();
        };
    }

    /** The ratio that is worst for us. */
    private double toWorst(Comparison comparison, Contender ours, List<Contender> others) {
        double[] ratios = others.stream()
                .mapToDouble(other -> comparison.ratio(ours, other, metric).median())
                .toArray();
        Spread all = Spread.of(ratios);
        return metric.better() == Metric.Better.MORE ? all.min() : all.max();
    }

    private static String name(Metric metric, Against against) {
        String to = switch (against) {
            case RAW -> " to raw";
            case PEERS -> " to each peer";
            case ITSELF -> "";
        };
        return metric.unit() + to;
    }
}
