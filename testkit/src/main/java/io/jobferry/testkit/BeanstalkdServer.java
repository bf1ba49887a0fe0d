package io.jobferry.testkit;

import io.jobferry.memory.JobStore;
import java.util.EnumMap;
import java.util.Map;

/** What the connections of one server share: the jobs, the counters, and who waits. Owned by the loop's thread. */
final class BeanstalkdServer implements Engine {
    static final String DEFAULT_TUBE = "default";
    static final int MAX_JOB_SIZE = 65535;

    final JobStore store = new JobStore();
    final long startNanos = System.nanoTime();
    final Waits waits = new Waits();

    private final Map<BeanstalkdVerb, Long> done = new EnumMap<>(BeanstalkdVerb.class);
    private volatile boolean draining;
    int connections;
    int connectionsEver;
    int producers;
    int workers;

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

    @Override
    public long nextDueNanos() {
        return Math.min(waits.nextDueNanos(), store.nextDueNanos());
    }

    @Override
    public void catchUp() {
        store.catchUp();
        waits.resume();
    }
}
