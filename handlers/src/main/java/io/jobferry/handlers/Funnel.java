package io.jobferry.handlers;

import io.jobferry.Backend;
import io.jobferry.JobSink;
import io.jobferry.NewJob;
import io.jobferry.PutResult;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.Delivery;
import io.jobferry.consume.JobConsumer;
import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/**
 * The jobs of several queues in one place, for those who would rather ask than be called, and a way out into any queue.
 *
 * <pre>{@code
 * try (Funnel funnel = Funnel.open(backend, List.of("mail", "sms"))) {
 *     funnel.put("mail", NewJob.of("hello"));
 *     Delivery delivery = funnel.take(Duration.ofSeconds(1)).orElseThrow();
 *     send(delivery.job());
 *     delivery.done(); // or fail(error), settle(retry(delay)), …
 * }
 * }</pre>
 *
 * <p>What was taken is ours until it is ended, and its lease is extended meanwhile. Any thread: many may put, and many may
 * take.
 */
public final class Funnel implements AutoCloseable {
    private final Backend backend;
    private final JobConsumer consumer;

    /** Hands over without keeping: what nobody takes stays with its lane, which gives it back at the end. */
    private final SynchronousQueue<Delivery> incoming = new SynchronousQueue<>();

    private final Map<String, JobSink> outgoing = new ConcurrentHashMap<>();

    private Funnel(Backend backend, List<String> queues, ConsumerOptions options, QueueListener listener) {
        this.backend = backend;
        this.consumer = new JobConsumer(List.of(backend), queues, incoming::put, options, listener, Thread::new);
    }

    /** A funnel of these queues with {@link ConsumerOptions#DEFAULT}. */
    public static Funnel open(Backend backend, List<String> queues) {
        return open(backend, queues, ConsumerOptions.DEFAULT, QueueListener.NONE);
    }

    /**
     * A funnel of these queues, which reserves from now on; it does not wait for the server.
     *
     * @param backend stays the caller's to close
     * @param options how much is reserved ahead of those who take ({@code maxJobsPerPoll}), and what becomes of failed jobs
     * @throws IllegalArgumentException if there is no queue, or the backend would not take a name
     */
    public static Funnel open(Backend backend, List<String> queues, ConsumerOptions options, QueueListener listener) {
        Funnel funnel = new Funnel(backend, queues, options, listener);
        funnel.consumer.start();
        return funnel;
    }

    /** The next job of any queue; empty if none came in this time. The job is ours until its delivery is ended. */
    public Optional<Delivery> take(Duration wait) throws InterruptedException {
        return Optional.ofNullable(incoming.poll(wait.toNanos(), TimeUnit.NANOSECONDS));
    }

    /**
     * Puts a job into this queue, which need not be one of those that are taken from.
     *
     * @throws io.jobferry.QueueException if the server cannot be reached; nothing was put
     * @throws IllegalArgumentException if the backend would not take the queue's name or the job's options
     */
    public PutResult put(String queue, NewJob job) {
        return outgoing.computeIfAbsent(queue, backend::sink).put(job);
    }

    /** Gives back at once what was not ended, no attempt used. The backend stays open. */
    @Override
    public void close() {
        consumer.close();
        outgoing.values().forEach(JobSink::close);
    }
}
