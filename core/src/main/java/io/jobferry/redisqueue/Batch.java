package io.jobferry.redisqueue;

/**
 * Jobs that came from the list itself in one call: the server holds them together until they part. The id of each is the
 * stamp and its place, 1 to {@link Script#MOST}, in three digits.
 *
 * @param stamp microseconds since 1970 on the server's clock, never the same twice
 */
record Batch(long stamp, int size) {
    private static final long PLACES = 1000;

    String id(int place) {
        return Long.toString(stamp * PLACES + place);
    }
}
