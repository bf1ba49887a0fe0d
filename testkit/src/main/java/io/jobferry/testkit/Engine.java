package io.jobferry.testkit;

/** What the connections of one {@link ServerLoop} talk to. Owned by the loop's thread. */
interface Engine {
    /** When something is due, on the clock of {@link System#nanoTime()}; {@link Long#MAX_VALUE} for never. */
    long nextDueNanos();

    /** Does what is due, and goes on with the connections whose waits are over. */
    void catchUp();
}
