package io.jobferry.memory;

import io.jobferry.JobState;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A queue in the store: where its jobs lie, who watches it, and its counts. Guarded by the store's lock. */
final class StoredQueue {
    /** No pause. */
    static final long NOT_PAUSED = Long.MIN_VALUE;

    final String name;
    final TreeSet<StoredJob> ready = new TreeSet<>(StoredJob.BY_PRIORITY);
    final TreeSet<StoredJob> delayed = new TreeSet<>(StoredJob.BY_DUE);
    /** In the order in which they were reserved. */
    final LinkedHashSet<StoredJob> reserved = new LinkedHashSet<>();
    /** In the order in which they died. */
    final LinkedHashSet<StoredJob> dead = new LinkedHashSet<>();
    /** In the order in which they began to wait. */
    final LinkedHashSet<Holder> waiting = new LinkedHashSet<>();

    /** Stays, whatever happens. */
    boolean kept;

    int users;
    int watchers;
    long urgent;
    long puts;
    long deletes;
    long pauses;
    long pauseNanos;
    long pausedUntilNanos = NOT_PAUSED;

    StoredQueue(String name) {
        this.name = name;
    }

    /** The job that would be reserved next; null if none lies ready or the queue is paused. */
    @Nullable
    StoredJob next() {
        return ready.isEmpty() || isPaused() ? null : ready.first();
    }

    boolean isPaused() {
        return pausedUntilNanos != NOT_PAUSED;
    }

    /** Whether nobody would miss it. */
    boolean isForgotten() {
        return !kept
                && users == 0
                && watchers == 0
                && ready.isEmpty()
                && delayed.isEmpty()
                && reserved.isEmpty()
                && dead.isEmpty();
    }

    Collection<StoredJob> in(JobState state) {
        return switch (state) {
            case READY -> ready;
            case DELAYED -> delayed;
            case RESERVED -> reserved;
            case DEAD -> dead;
        };
    }
}
