package io.jobferry.bench;

import java.util.Arrays;
import java.util.Locale;

/** Values of the same thing, one a round. */
record Spread(double median, double min, double max) {
    static Spread of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** How one contender's values stand to another's, round by round. */
    static Spread ofRatios(double[] values, double[] to) {
        if (values.length != to.length) {
            throw new IllegalArgumentException(values.length + " rounds beside " + to.length);
        }
        double[] ratios = new double[values.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = values[i] / to[i];
        }
        return of(ratios);
    }

    /** A ratio with as many digits as tell something. */
    static String text(double ratio) {
        String format = ratio >= 100 ? "%,.0f" : ratio >= 10 ? "%.1f" : ratio >= 0.01 ? "%.2f" : "%.4f";
        return String.format(Locale.ROOT, format, ratio);
    }

    /** Whether a ratio is no other than those of two runs of the same, which this is the spread of. */
    boolean hides(double ratio) {
        return ratio >= Math.min(min, 1) && ratio <= Math.max(max, 1);
    }
}
