package io.jobferry.itests.crash;

import java.time.Duration;

/** A process that carries jobs from inlet to outlet. One thread. */
interface Carrier extends AutoCloseable {
    Victim victim();

    /** Of the process that runs now. */
    long pid();

    /** A second process takes over or shares its work for this long, and leaves as a crash does. */
    void joinFor(Duration time) throws InterruptedException;

    /** Starts again what has ended by itself, as an operator would; returns why it ended, empty if nothing has. */
    String revive() throws InterruptedException;

    @Override
    void close();
}
