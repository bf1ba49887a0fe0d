package io.jobferry.disque;

import io.jobferry.Backend;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueException;
import io.jobferry.jedis.Openings;
import java.util.List;
import java.util.Random;

/**
 * One Disque cluster, of one node or several. Everything begins at one node, chosen at random among the best that HELLO
 * tells of; where it fails or leaves the cluster, at another. A source goes to the node that makes most of its jobs.
 *
 * <pre>{@code
 * try (Backend backend = new DisqueBackend(DisqueOptions.of("a.example.com:7711,b.example.com:7711"));
 *         JobSink mail = backend.sink("mail")) {
 *     mail.put(new NewJob(Body.utf8("hello"), DisquePut.DEFAULT.withRetry(Duration.ofMinutes(1))));
 * }
 * }</pre>
 *
 * <p>Dead jobs go to a queue of their own, where they live for 30 days, see {@link DisqueOptions}. A source that is
 * closed sends back what it holds; a job with RETRY 0 is then put anew, for the server queues it once only. Any thread.
 */
public final class DisqueBackend implements Backend {
    private final DisqueOptions options;
    private final Nodes nodes;
    private final Openings openings = new Openings();

    /**
     * A backend that has not connected yet.
     *
     * @throws IllegalArgumentException if a server's address is malformed, or a time-out not above zero
     */
    public DisqueBackend(DisqueOptions options) {
        this(options, new Random());
    }

    DisqueBackend(DisqueOptions options, Random random) {
        this.options = options;
        this.nodes = new Nodes(options, random);
    }

    @Override
    public String name() {
        return nodes.name();
    }

    @Override
    public JobSource source(List<String> queues) {
        if (queues.isEmpty()) {
            throw new IllegalArgumentException("a source needs a queue");
        }
        queues.forEach(DisqueBackend::named);
        return new DisqueSource(List.copyOf(queues), nodes, options, openings);
    }

    @Override
    public JobSink sink(String queue) {
        return new DisqueSink(named(queue), nodes, options, openings);
    }

    @Override
    public QueueAdmin admin(String queue) {
        return new DisqueAdmin(named(queue), nodes, options, openings);
    }

    /**
     * A client of one node, the first that can be reached, for commands that only Disque has.
     *
     * @throws QueueException if none can be reached
     */
    public DisqueClient client() {
        QueueException unreachable = null;
        for (Node node : nodes.from(nodes.home())) {
            DisqueClient client = new DisqueClient(node.server(), options.replicas(), openings);
            try {
                client.ping();
                return client;
            } catch (QueueException e) {
                client.close();
                unreachable = e;
            }
        }
        throw unreachable == null ? new IllegalStateException("there is no node") : unreachable;
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
