package io.jobferry.handlers;

import io.jobferry.Backend;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.LengthGauge;
import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A router for each queue of a configuration, whose keys are core-queue's:
 *
 * <pre>
 * queue.default.redisName=main
 * queue.default.parallelism=3
 * queue.default.checkQueueLengthIntervalSecond=15
 * queue.images.redisName=main
 * queue.images.parallelism=1
 * </pre>
 *
 * A queue called {@code default} is there in any case. What a queue does not say is {@code redisName} default, {@code
 * parallelism} the number of processors, and {@code checkQueueLengthIntervalSecond} 15. Any thread.
 */
public final class NamedQueues implements AutoCloseable {
    private final Map<String, Backend> backends = new HashMap<>();
    private final Map<String, JobRouter> routers = new TreeMap<>();
    private final List<LengthGauge> gauges = new ArrayList<>();

    /** As the other constructor, with {@link ConsumerOptions#DEFAULT} and no listener. */
    public NamedQueues(Map<String, String> configuration, Function<String, Backend> servers) {
        this(configuration, servers, ConsumerOptions.DEFAULT, QueueListener.NONE);
    }

    /**
     * The routers of this configuration; none runs yet. Nothing connects but for the lengths that a listener is told.
     *
     * @param configuration nothing but keys of queues
     * @param servers opens the server of a {@code redisName}, which now belongs to this; asked once for each
     * @param options of the routers, but for their lanes
     * @param listener of the routers; from now on it is told the lengths of their queues, too ({@link
     *     QueueListener#onLength})
     * @throws IllegalArgumentException for a key or a value that does not fit; the message says what does
     */
    public NamedQueues(
            Map<String, String> configuration,
            Function<String, Backend> servers,
            ConsumerOptions options,
            QueueListener listener) {
        Map<String, QueueConfig> queues = QueueConfig.read(configuration);
        queues.forEach((name, queue) -> {
            Backend backend = backends.computeIfAbsent(queue.redisName(), servers);
            routers.put(name, new JobRouter(backend, name, options.withLanes(queue.parallelism()), listener));
        });
        if (listener != QueueListener.NONE) {
            queues.forEach((name, queue) -> gauges.add(get(name).gauge(queue.checkQueueLength(), listener)));
        }
    }

    /**
     * The router of this queue, the same each time.
     *
     * @throws IllegalArgumentException if the configuration has no such queue; the message lists those that it has
     */
    public JobRouter get(String name) {
        JobRouter router = routers.get(name);
        if (router == null) {
            throw new IllegalArgumentException("queue is not one of " + names() + ": \"" + name + "\"");
        }
        return router;
    }

    /** The names of all queues, in their order. */
    public Set<String> names() {
        return new TreeSet<>(routers.keySet());
    }

    /** Starts all routers that do not run. */
    public void start() {
        routers.values().forEach(JobRouter::start);
    }

    /**
     * Stops all routers that run, and waits until the jobs in work have ended; what has not by the time-out is given back.
     *
     * @return true if all of them ended by themselves
     */
    public boolean awaitStop(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        routers.values().forEach(JobRouter::stopIfRunning);
        boolean ended = true;
        for (JobRouter router : routers.values()) {
            ended &= router.awaitStop(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
        return ended;
    }

    /** Stops all routers at once and closes the servers. */
    @Override
    public void close() {
        gauges.forEach(LengthGauge::close);
        routers.values().forEach(JobRouter::close);
        backends.values().forEach(Backend::close);
    }
}
