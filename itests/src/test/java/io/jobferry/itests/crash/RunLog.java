package io.jobferry.itests.crash;

/**
 * Lines of a run for the build's log. Any thread.
 *
 * @param run which one, and from which seed
 * @param beginNanos when it began
 */
record RunLog(String run, long beginNanos) {
    /** Of a run that begins now. */
    static RunLog of(String kind, CrashPath path, long seed) {
        return new RunLog(kind + " " + path + ", seed " + seed, System.nanoTime());
    }

    void print(String what) {
        System.out.printf("%s, %.0f s: %s%n", run, (System.nanoTime() - beginNanos) / 1e9, what);
    }
}
