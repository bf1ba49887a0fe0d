package io.jobferry.itests.crash;

/**
 * How much of it, by system properties.
 *
 * @param jobs how many are put on each path
 * @param kills SIGKILLs on each path
 * @param seed of the script
 * @param path the only one, or empty for all
 */
record CrashOptions(int jobs, int kills, long seed, String path) {
    CrashOptions {
        if (!path.isEmpty()) {
            CrashPath.named(path);
        }
    }

    /** {@code jobferry.crash.jobs}, {@code .kills}, {@code .seed} and {@code .path}; for what is not set, a small run, always the same. */
    static CrashOptions given() {
        return new CrashOptions(
                Integer.getInteger("jobferry.crash.jobs", 2_000),
                Integer.getInteger("jobferry.crash.kills", 3),
                Long.getLong("jobferry.crash.seed", 1),
                System.getProperty("jobferry.crash.path", ""));
    }

    boolean has(CrashPath candidate) {
        return path.isEmpty() || path.equals(candidate.toString());
    }
}
