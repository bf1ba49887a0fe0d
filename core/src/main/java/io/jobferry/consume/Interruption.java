package io.jobferry.consume;

/** Interrupts a thread for as long as it is at one piece of work, and not what it does afterwards. Any thread. */
final class Interruption {
    private final Thread thread = Thread.currentThread();
    private boolean over; // guarded by this
    private boolean done; // guarded by this

    synchronized void now() {
        if (!over) {
            done = true;
            thread.interrupt();
        }
    }

    /** The work has ended. On the thread itself. */
    synchronized void over() {
        over = true;
        if (done) {
            Thread.interrupted(); // the work may not have seen it, and what comes next must not
        }
    }
}
