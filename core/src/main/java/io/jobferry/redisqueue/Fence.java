package io.jobferry.redisqueue;

/**
 * The scores, in microseconds, between which a member of {@code reserved} is ours. One score once the server told it; a
 * range after an extension whose answer was lost: up to a lease above, for another's reservation of the same bytes can
 * only begin when our lease is over, and ends a lease later.
 *
 * @param cohort how many were reserved with this score in one call, and nothing else has it; 0 where that is not known
 */
record Fence(long lowest, long highest, int cohort) {
    /** For reservations whose name is fence enough. */
    static final Fence NONE = new Fence(0, 0, 0);

    /** This score only. */
    static Fence at(long micros) {
        return new Fence(micros, micros, 0);
    }

    /** That of so many which one call reserved. */
    static Fence ofCohort(long micros, int size) {
        return new Fence(micros, micros, size);
    }

    /** After an extension by this lease that may have been done or not. */
    Fence orExtended(long leaseMicros) {
        return new Fence(lowest, Math.max(highest, lowest + leaseMicros - 1), 0);
    }
}
