package io.jobferry.testkit;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Queue;
import java.util.TreeSet;

/** The connections that wait, as far as it is known how their waits end. Owned by the loop's thread. */
final class Waits {
    /** The connections that got what they waited for. */
    private final Queue<ServerConnection> served = new ArrayDeque<>();
    /** When waits end that end by themselves, the next one first. */
    private final TreeSet<Wake> wakes =
            new TreeSet<>(Comparator.comparingLong(Wake::nanos).thenComparingLong(Wake::number));

    private long lastWake;

    /** When a connection's wait ends; the number tells two of the same time apart. */
    record Wake(long nanos, long number, ServerConnection connection) {}

    /** The connection goes on at the next {@link #resume}. */
    void serve(ServerConnection connection) {
        served.add(connection);
    }

    /** The connection goes on at this time, on the clock of {@link System#nanoTime()}, unless that is cancelled. */
    Wake wakeAt(long nanos, ServerConnection connection) {
        Wake wake = new Wake(nanos, ++lastWake, connection);
        wakes.add(wake);
        return wake;
    }

    void cancel(Wake wake) {
        wakes.remove(wake);
    }

    /** When the next wait ends by itself; {@link Long#MAX_VALUE} for never. */
    long nextDueNanos() {
        return wakes.isEmpty() ? Long.MAX_VALUE : wakes.first().nanos();
    }

    /** Goes on with the connections whose waits are over. */
    void resume() {
        long now = System.nanoTime();
        while (!wakes.isEmpty() && wakes.first().nanos() - now <= 0) {
            wakes.pollFirst().connection().resume();
        }
        ServerConnection next = served.poll();
        while (next != null) {
            next.resume();
            next = served.poll();
        }
    }
}
