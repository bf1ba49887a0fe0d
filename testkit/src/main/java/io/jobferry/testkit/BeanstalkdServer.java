package io.jobferry.testkit;

import io.jobferry.memory.JobStore;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;

/** What the connections of one server share: the jobs, the counters, and who waits. Owned by the loop's thread. */
final class BeanstalkdServer {
    static final String DEFAULT_TUBE = "default";
    static final int MAX_JOB_SIZE = 65535;

    final JobStore store = new JobStore();
    final long startNanos = System.nanoTime();
    /** The connections whose job came while they waited. */
    final Queue<BeanstalkdConnection> served = new ArrayDeque<>();
    /** When waits end that end by themselves, the next one first. */
    final TreeSet<Wake> wakes =
            new TreeSet<>(Comparator.comparingLong(Wake::nanos).thenComparingLong(Wake::number));

    private final Map<BeanstalkdVerb, Long> done = new EnumMap<>(BeanstalkdVerb.class);
    private volatile boolean draining;
    private long lastWake;
    int connections;
    int connectionsEver;
    int producers;
    int workers;

    /** When a connection's wait ends; the number tells two of the same time apart. */
    record Wake(long nanos, long number, BeanstalkdConnection connection) {}

    BeanstalkdServer() {
        store.keep(DEFAULT_TUBE);
    }

    void drain() {
        draining = true;
    }

    boolean isDraining() {
        return draining;
    }

    void count(BeanstalkdVerb verb) {
        done.merge(verb, 1L, Long::sum);
    }

    long counted(BeanstalkdVerb verb) {
        return done.getOrDefault(verb, 0L);
    }

    Wake wakeAt(long nanos, BeanstalkdConnection connection) {
        Wake wake = new Wake(nanos, ++lastWake, connection);
        wakes.add(wake);
        return wake;
    }

    /** When something is due, on the clock of {@link System#nanoTime()}; {@link Long#MAX_VALUE} for never. */
    long nextDueNanos() {
        long wake = wakes.isEmpty() ? Long.MAX_VALUE : wakes.first().nanos();
        return Math.min(wake, store.nextDueNanos());
    }

    /** Ends the waits that are over, and goes on with their connections. */
    void resumeWaiting() {
        store.catchUp();
        long now = System.nanoTime();
        while (!wakes.isEmpty() && wakes.first().nanos() - now <= 0) {
            wakes.pollFirst().connection().resume();
        }
        BeanstalkdConnection next = served.poll();
        while (next != null) {
            next.resume();
            next = served.poll();
        }
    }
}
