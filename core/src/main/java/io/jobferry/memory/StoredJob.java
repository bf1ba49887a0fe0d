package io.jobferry.memory;

import io.jobferry.Body;
import io.jobferry.JobLimits;
import io.jobferry.JobState;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A job in the store. All that changes is guarded by the store's lock. */
final class StoredJob {
    /** The most urgent first; among equals the oldest, also if it was out and came back. */
    static final Comparator<StoredJob> BY_PRIORITY = (a, b) -> {
        int order = Long.compare(a.priority, b.priority);
        return order != 0 ? order : Long.compare(a.id, b.id);
    };

    /** The one that is due first. {@link #dueNanos} does not change while a job is in a set of this order. */
    static final Comparator<StoredJob> BY_DUE = (a, b) -> {
        int order = Long.compare(a.dueNanos, b.dueNanos);
        return order != 0 ? order : Long.compare(a.id, b.id);
    };

    private static final long URGENT_BELOW = 1024;

    final long id;
    final StoredQueue queue;
    final Body body;
    final long createdNanos;
    final long leaseNanos;
    final JobLimits limits;

    JobState state = JobState.READY;
    long priority;
    long delayNanos;
    /** When the delay or the lease ends; means nothing in other states. */
    long dueNanos;

    @Nullable
    Holder holder;

    String reason = "";
    int reserves;
    int timeouts;
    int releases;
    int buries;
    int kicks;

    StoredJob(
            long id,
            StoredQueue queue,
            Body body,
            long createdNanos,
            long priority,
            long leaseNanos,
            JobLimits limits) {
        this.id = id;
        this.queue = queue;
        this.body = body;
        this.createdNanos = createdNanos;
        this.priority = priority;
        this.leaseNanos = leaseNanos;
        this.limits = limits;
    }

    boolean isUrgent() {
        return priority < URGENT_BELOW;
    }

    boolean isHeldBy(Holder other) {
        return state == JobState.RESERVED && holder == other;
    }
}
