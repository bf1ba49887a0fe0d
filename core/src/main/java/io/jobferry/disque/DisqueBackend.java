package io.jobferry.disque;

import io.jobferry.Backend;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.QueueAdmin;
import io.jobferry.jedis.Openings;
import io.jobferry.jedis.RespServer;
import java.util.List;

/**
 * One Disque node: the start of the Disque backend, not yet found by {@link io.jobferry.Queues}. Dead jobs go to the
 * queue {@code <queue>:dead}, where they live for 30 days. Any thread.
 */
public final class DisqueBackend implements Backend {
    private static final int DEFAULT_PORT = 7711;

    private final DisqueOptions options;
    private final RespServer server;
    private final Openings openings = new Openings();

    /** A backend on this node; does not connect. */
    public DisqueBackend(DisqueOptions options) {
        this.options = options;
        this.server = RespServer.parse(
                "disque", options.server(), DEFAULT_PORT, options.connectTimeout(), options.commandTimeout());
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public JobSource source(List<String> queues) {
        if (queues.isEmpty()) {
            throw new IllegalArgumentException("a source needs a queue");
        }
        queues.forEach(DisqueBackend::named);
        return new DisqueSource(List.copyOf(queues), server, openings);
    }

    @Override
    public JobSink sink(String queue) {
        return new DisqueSink(named(queue), options.put(), server, openings);
    }

    @Override
    public QueueAdmin admin(String queue) {
        return new DisqueAdmin(named(queue), server, openings);
    }

    @Override
    public void close() {
        openings.closeAll();
    }

    private static String named(String queue) {
        if (queue.isEmpty()) {
            throw new IllegalArgumentException("queue has no name");
        }
        return queue;
    }
}
