package io.jobferry.bench;

/**
 * What a contender is to do in a round.
 *
 * @param size of each body in bytes
 * @param intervalNanos from one job to the next where they are put at a pace; 0 elsewhere
 */
record Order(Suite.Kind kind, String queue, int jobs, int size, long intervalNanos) {
    /** That of a {@link #line}. */
    static Order of(String line) {
        String[] words = line.split(" ", -1);
        return new Order(
                Suite.Kind.valueOf(words[0]),
                words[1],
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]),
                Long.parseLong(words[4]));
    }

    String line() {
        return kind + " " + queue + " " + jobs + " " + size + " " + intervalNanos;
    }

    /** The round in which it is done. */
    Round round() {
        return new Round(kind, queue, jobs, size, intervalNanos);
    }
}
