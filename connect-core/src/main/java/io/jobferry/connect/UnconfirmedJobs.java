package io.jobferry.connect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The jobs of one queue that are in Kafka and of which the server has not said that they are gone: the set that {@link
 * ExactlyOnce} calls U. They are known by their keys. Any thread; no I/O.
 */
final class UnconfirmedJobs {
    private final DoneJobs done;

    // Guarded by this.
    private final Set<String> keys;

    /** Those whose deletion was not answered, or whose fate an earlier task left open. */
    private final Set<String> doubtful;

    /** Those that the server has deleted since the last reserve was sent, whose answer may have them still. */
    private final Set<String> gone = new HashSet<>();

    private Instant taken;

    /** What an earlier task left open. */
    UnconfirmedJobs(DoneJobs done, SourcePosition.Unconfirmed left) {
        this.done = done;
        this.keys = new LinkedHashSet<>(left.keys());
        this.doubtful = new LinkedHashSet<>(left.keys());
        this.taken = left.taken();
    }

    /** The server's side of them. */
    DoneJobs done() {
        return done;
    }

    synchronized int size() {
        return keys.size();
    }

    /**
     * Whether its record is in Kafka, as far as a job can tell that the last reserve brought: it may have been delivered,
     * because its lease had ended, just before another connection deleted it.
     */
    synchronized boolean has(String key) {
        return keys.contains(key) || gone.contains(key);
    }

    /** A reserve is to be sent: it brings nothing that was deleted by now. */
    synchronized void reserving() {
        gone.clear();
    }

    /** A job's record is in Kafka. */
    synchronized void add(String key) {
        keys.add(key);
    }

    /** The server has deleted it. */
    synchronized void confirmed(String key) {
        if (keys.remove(key)) {
            gone.add(key);
        }
        doubtful.remove(key);
    }

    /** Nobody knows whether the server has deleted it. */
    synchronized void doubt(String key) {
        if (keys.contains(key)) {
            doubtful.add(key);
        }
    }

    /** Their keys may have changed. */
    synchronized void doubtAll() {
        doubtful.addAll(keys);
    }

    /** Whether the server has been told to delete some, or soon will be, and has not answered. */
    synchronized boolean isDeleting() {
        return keys.size() > doubtful.size();
    }

    synchronized boolean hasDoubtful() {
        return !doubtful.isEmpty();
    }

    /** Asks the server about the doubtful ones, and deletes those that nobody holds. One thread at a time. */
    void lookAfterDoubtful() {
        List<String> asked;
        Instant before;
        synchronized (this) {
            asked = List.copyOf(doubtful);
            before = taken;
        }
        if (!asked.isEmpty()) {
            answered(asked, done.forget(asked, before));
        }
    }

    private synchronized void answered(List<String> asked, Set<String> left) {
        asked.forEach(this::confirmed);
        keys.addAll(left);
        doubtful.addAll(left);
    }

    /**
     * The offsets of a batch's records: offset i says that U and the first i + 1 jobs of the batch are in Kafka, which is
     * so if Kafka commits it, since it commits records in their order.
     */
    synchronized List<Map<String, ?>> offsets(List<String> batch) {
        taken = Instant.now();
        List<String> all = new ArrayList<>(keys.size() + batch.size());
        all.addAll(keys);
        all.addAll(batch);
        return SourcePosition.offsets(all, keys.size() + 1, taken);
    }
}
