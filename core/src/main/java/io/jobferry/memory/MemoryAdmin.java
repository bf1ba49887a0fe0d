package io.jobferry.memory;

import io.jobferry.Job;
import io.jobferry.JobState;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueStats;
import java.util.List;
import java.util.OptionalLong;

/** Looks at one queue of the store. Shows jobs of every state, and a dead one with its reason. */
final class MemoryAdmin implements QueueAdmin {
    private final MemoryBackend backend;
    private final JobStore store;
    private final String queue;

    MemoryAdmin(MemoryBackend backend, JobStore store, String queue) {
        this.backend = backend;
        this.store = store;
        this.queue = queue;
    }

    @Override
    public QueueStats stats() {
        backend.requireOpen();
        return store.counts(queue)
                .map(counts -> stats(counts.ready(), counts.delayed(), counts.reserved(), counts.dead()))
                .orElse(stats(0, 0, 0, 0));
    }

    @Override
    public List<Job> peek(JobState state, int max) {
        backend.requireOpen();
        return store.peek(queue, state, max).stream().map(backend::job).toList();
    }

    @Override
    public long redrive(long max) {
        backend.requireOpen();
        return store.kick(queue, JobState.DEAD, max);
    }

    @Override
    public long purge(JobState state, long max) {
        backend.requireOpen();
        return store.purge(queue, state, max);
    }

    @Override
    public void close() {
        // It holds nothing.
    }

    private static QueueStats stats(long ready, long delayed, long reserved, long dead) {
        return new QueueStats(
                OptionalLong.of(ready), OptionalLong.of(delayed), OptionalLong.of(reserved), OptionalLong.of(dead));
    }
}
