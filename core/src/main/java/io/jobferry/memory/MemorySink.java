package io.jobferry.memory;

import io.jobferry.JobSink;
import io.jobferry.NewJob;
import io.jobferry.PutResult;
import io.jobferry.QueueException;
import java.util.ArrayList;
import java.util.List;

/** Puts into one queue of the store; a batch is put in one step. */
final class MemorySink implements JobSink {
    private final MemoryBackend backend;
    private final JobStore store;
    private final String queue;
    private volatile boolean closed;

    MemorySink(MemoryBackend backend, JobStore store, String queue) {
        this.backend = backend;
        this.store = store;
        this.queue = queue;
    }

    @Override
    public List<PutResult> put(List<NewJob> jobs) {
        List<MemoryPut> options =
                jobs.stream().map(job -> MemoryPut.from(job.options())).toList();
        requireOpen();
        return store.ask(() -> {
            List<PutResult> results = new ArrayList<>(jobs.size());
            for (int i = 0; i < jobs.size(); i++) {
                MemoryPut put = options.get(i);
                long id = store.put(queue, jobs.get(i).body(), put.priority(), put.delay(), put.lease(), put.limits());
                results.add(PutResult.put(Long.toString(id)));
            }
            return results;
        });
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() {
        backend.requireOpen();
        if (closed) {
            throw new QueueException(
                    QueueException.Kind.CLOSED, "sink is closed (put, queue " + queue + ", " + backend.name() + ")");
        }
    }
}
