package io.jobferry.bench;

/**
 * What a contender is to do in a round.
 *
 * @param size of each body in bytes
 * @param intervalNanos from one job to the next where they are put at a pace; 0 elsewhere
 */
record Order(Suite.Kind kind, String queue, int jobs, int size, long intervalNanos) {
    /** As {@link ContenderMain} reads it. */
    String line() {
        return kind + " " + queue + " " + jobs + " " + size + " " + intervalNanos;
    }
}
