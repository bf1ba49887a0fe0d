package io.jobferry.memory;

import io.jobferry.Backend;
import io.jobferry.Job;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Queues in this JVM, and the reference model of what every backend promises. Nothing is written down: the jobs live as
 * long as their {@link JobStore}. Names have 1 to 200 characters, none of them a control character.
 *
 * <p>A reservation lives in its source. A lease that ended makes the job ready again; the source may still settle it as
 * DONE as long as nobody else holds it, any other verb comes too late.
 */
public final class MemoryBackend implements Backend {
    private static final int LONGEST_NAME = 200;

    private final String name;
    private final JobStore store;
    private final String epoch;
    private final Set<MemorySource> sources = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** A backend with queues of its own. */
    public MemoryBackend() {
        this(new JobStore());
    }

    /** A backend on the queues of this store, which others may share; its clock must be {@link System#nanoTime()}'s. */
    public MemoryBackend(JobStore store) {
        this("memory://", store);
    }

    MemoryBackend(String name, JobStore store) {
        this.name = name;
        this.store = store;
        this.epoch = store.epoch();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public JobSource source(List<String> queues) {
        if (queues.isEmpty()) {
            throw new IllegalArgumentException("no queue to reserve from (" + name + ")");
        }
        queues.forEach(MemoryBackend::requireName);
        requireOpen();
        MemorySource source = new MemorySource(this, store, queues);
        sources.add(source);
        return source;
    }

    @Override
    public JobSink sink(String queue) {
        requireName(queue);
        requireOpen();
        return new MemorySink(this, store, queue);
    }

    @Override
    public QueueAdmin admin(String queue) {
        requireName(queue);
        requireOpen();
        return new MemoryAdmin(this, store, queue);
    }

    @Override
    public void close() {
        closed = true;
        for (MemorySource source : List.copyOf(sources)) {
            source.close();
        }
    }

    /** The job as it is handed out. */
    Job job(JobView view) {
        String id = Long.toString(view.id());
        return new Job(
                view.queue(),
                id,
                epoch + "-" + id,
                view.body(),
                OptionalInt.of(view.attempt()),
                view.limits(),
                view.reason().isEmpty() ? Map.of() : Map.of("reason", view.reason()));
    }

    void forget(MemorySource source) {
        sources.remove(source);
    }

    void requireOpen() {
        if (closed) {
            throw new QueueException(QueueException.Kind.CLOSED, "backend is closed (" + name + ")");
        }
    }

    private static void requireName(String queue) {
        if (queue.isEmpty() || queue.length() > LONGEST_NAME || queue.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "queue name is not 1 to 200 characters without control characters: \"" + queue + "\"");
        }
    }
}
