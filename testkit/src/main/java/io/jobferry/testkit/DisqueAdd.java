package io.jobferry.testkit;

/**
 * What an ADDJOB asks for.
 *
 * @param body one character a byte, as in the queue's name
 * @param replicate on how many nodes
 * @param delay seconds
 * @param retry seconds; 0 for no second delivery
 * @param ttl seconds
 * @param maxLength of the queue; 0 for any
 */
record DisqueAdd(String queue, String body, int replicate, long delay, long retry, long ttl, long maxLength) {
    private static final int DEFAULT_COPIES = 3;
    private static final int MOST_COPIES = 65535;
    private static final long DEFAULT_TTL = 24 * 3600L;
    private static final long LONGEST_DEFAULT_RETRY = 300;

    /** The words of the command, in a cluster of so many nodes. */
    static DisqueAdd read(DisqueWords words, int nodes) throws DisqueError {
        String queue = words.next();
        String body = words.next();
        DisqueWords timeout = words.one();
        long replicate = Math.min(DEFAULT_COPIES, nodes);
        long delay = 0;
        long retry = -1;
        long ttl = DEFAULT_TTL;
        long maxLength = 0;
        while (words.hasMore()) {
            switch (words.option()) {
                case "replicate" -> replicate = replicate(words);
                case "delay" -> delay = words.value(0, "DELAY time must be a non negative number");
                case "retry" -> retry = words.value(0, "RETRY time must be a non negative number");
                case "ttl" -> ttl = words.value(1, "TTL must be a number > 0");
                case "maxlen" -> maxLength = words.value(1, "MAXLEN must be a positive number");
                case "async" -> {
                    // Nothing is waited for here in any case.
                }
                default -> throw DisqueError.syntax();
            }
        }
        // The server looks at it last.
        timeout.timeoutMillis();
        if (replicate > 1 && retry == 0) {
            throw DisqueError.of("With RETRY set to 0 please explicitly set  REPLICATE to 1 (at-most-once delivery)");
        }
        if (delay >= ttl) {
            throw DisqueError.of("The specified DELAY is greater than TTL. Job refused since would never be delivered");
        }
        long known = retry < 0 ? Math.max(1, Math.min(LONGEST_DEFAULT_RETRY, ttl / 10)) : retry;
        return new DisqueAdd(queue, body, (int) replicate, u32(delay), u32(known), ttl, maxLength);
    }

    private static long replicate(DisqueWords words) throws DisqueError {
        String refusal = "REPLICATE must be between 1 and " + MOST_COPIES;
        long copies = words.value(1, refusal);
        if (copies > MOST_COPIES) {
            throw DisqueError.of(refusal);
        }
        return copies;
    }

    /** What is left of a number in the server's 32 bits. */
    static long u32(long number) {
        return number & 0xffff_ffffL;
    }
}
