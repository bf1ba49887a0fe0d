package io.jobferry.connect;

import io.jobferry.Backend;
import io.jobferry.FailoverSink;
import io.jobferry.FailoverSink.OnUnknown;
import io.jobferry.JobSink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A sink for each queue, over all servers. A pattern of topics may bring any number of queues, so only those used last
 * are kept open. Owned by the task's thread.
 */
final class QueueSinks implements AutoCloseable {
    static final int MOST_OPEN = 256;
    private static final float LOAD_FACTOR = 0.75f;

    private final List<Backend> backends;

    /** The one used longest ago first. */
    private final Map<String, JobSink> sinks = new LinkedHashMap<>(16, LOAD_FACTOR, true);

    /** Sinks of these backends, which belong to it: it closes them. */
    QueueSinks(List<Backend> backends) {
        this.backends = List.copyOf(backends);
    }

    /** The servers' names, for logs and errors. */
    String servers() {
        return backends.stream().map(Backend::name).collect(Collectors.joining(", "));
    }

    /**
     * The sink of this queue, good until the next one is asked for.
     *
     * @throws IllegalArgumentException if the servers would not take the name
     */
    JobSink of(String queue) {
        JobSink sink = sinks.get(queue);
        if (sink == null) {
            sink = open(queue);
            sinks.put(queue, sink);
            closeEldest();
        }
        return sink;
    }

    private JobSink open(String queue) {
        List<JobSink> opened =
                backends.stream().map(backend -> backend.sink(queue)).toList();
        return new FailoverSink(opened, OnUnknown.REPORT);
    }

    private void closeEldest() {
        if (sinks.size() > MOST_OPEN) {
            var eldest = sinks.entrySet().iterator();
            eldest.next().getValue().close();
            eldest.remove();
        }
    }

    @Override
    public void close() {
        sinks.values().forEach(JobSink::close);
        sinks.clear();
        backends.forEach(Backend::close);
    }
}
