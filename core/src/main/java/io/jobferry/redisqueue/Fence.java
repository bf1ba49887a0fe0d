package io.jobferry.redisqueue;

/**
 * The scores, in microseconds, between which a member of {@code reserved} is ours. One score once the server told it; a
 * range after an extension whose answer was lost: up to a lease above, for another's reservation of the same bytes can
 * only begin when our lease is over, and ends a lease later.
 */
record Fence(long lowest, long highest) {
    /** For reservations whose name is fence enough. */
    static final Fence NONE = new Fence(0, 0);

    /** This score only. */
    static Fence at(long micros) {
        return new Fence(micros, micros);
    }

    /** After an extension by this lease that may have been done or not. */
    Fence orExtended(long leaseMicros) {
        return new Fence(lowest, Math.max(highest, lowest + leaseMicros - 1));
    }
}
