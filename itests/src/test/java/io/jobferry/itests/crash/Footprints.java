package io.jobferry.itests.crash;

import java.util.Arrays;
import java.util.List;

/**
 * What a process held over a run.
 *
 * @param all in their order, at equal distances, three at least
 */
record Footprints(List<Footprint> all) {
    /** The first part is warm-up: classes are loaded, caches and pools fill. */
    private static final int WARM_UP = 6;

    Footprints {
        if (all.size() < 3) {
            throw new IllegalArgumentException("footprints are less than 3: " + all.size());
        }
    }

    /**
     * What was held more and more of: in the last third more than in the first by more than may be, and still growing, that
     * is, more than in the second. A third counts as its median, so that one look at a bad moment is none.
     */
    List<Measure> leaks() {
        return Arrays.stream(Measure.values()).filter(this::grows).toList();
    }

    private boolean grows(Measure measure) {
        long end = median(measure, third(2));
        return end > median(measure, third(1)) && end - median(measure, third(0)) > measure.growth();
    }

    private List<Footprint> warm() {
        return all.subList(all.size() / WARM_UP, all.size());
    }

    private List<Footprint> third(int number) {
        List<Footprint> warm = warm();
        return warm.subList(number * warm.size() / 3, (number + 1) * warm.size() / 3);
    }

    private static long median(Measure measure, List<Footprint> footprints) {
        long[] sorted =
                footprints.stream().mapToLong(each -> each.of(measure)).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** A table. */
    @Override
    public String toString() {
        List<Footprint> warm = warm();
        StringBuilder table = new StringBuilder(String.format(
                "%d footprints after %d of warm-up (first, median, last; medians of thirds)",
                warm.size(), all.size() - warm.size()));
        for (Measure measure : Measure.values()) {
            table.append(String.format(
                    "%n%-32s %,10d %,10d %,10d; %,10d %,10d %,10d",
                    measure,
                    warm.get(0).of(measure),
                    median(measure, warm),
                    warm.get(warm.size() - 1).of(measure),
                    median(measure, third(0)),
                    median(measure, third(1)),
                    median(measure, third(2))));
        }
        return table.toString();
    }
}
