package io.jobferry.demo;

import java.util.stream.IntStream;

/** Which jobs fail. */
final class Faults {
    private Faults() {}

    static boolean failsOnce(int number) {
        return number % 100 == 7;
    }

    static boolean failsForGood(int number) {
        return number % 1000 == 3;
    }

    /** How many of this many jobs fail for good. */
    static int forGood(int jobs) {
        return Math.toIntExact(
                IntStream.range(0, jobs).filter(Faults::failsForGood).count());
    }
}
