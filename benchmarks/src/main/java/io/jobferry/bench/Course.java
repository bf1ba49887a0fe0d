package io.jobferry.bench;

import java.nio.file.Path;
import java.util.Locale;

/**
 * How a run was asked for.
 *
 * @param rounds how often each contender works after its warm-up
 * @param seconds how long about it works in a round
 * @param warmUp how long it works before its first round, in seconds: a JVM compiles its code meanwhile
 * @param directory for the files of servers and JVMs; it is deleted after the benchmark
 */
record Course(int rounds, double seconds, double warmUp, Libraries libraries, Path directory) {
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d rounds of about %.1f s after %.0f s of warm-up", rounds, seconds, warmUp);
    }
}
