package io.jobferry.handlers;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.Job;
import io.jobferry.JobLabel;
import io.jobferry.JobSink;
import io.jobferry.NewJob;
import io.jobferry.PutOptions;
import io.jobferry.PutResult;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.Delivery;
import io.jobferry.consume.FailurePolicy;
import io.jobferry.consume.JobConsumer;
import io.jobferry.consume.JobHandler;
import io.jobferry.consume.LengthGauge;
import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One queue of jobs of many kinds: each goes to the handlers of its key.
 *
 * <pre>{@code
 * JobKind<Mail> mail = JobKind.json(Mail.class);
 * try (Backend backend = Queues.open("redis://localhost");
 *         JobRouter router = new JobRouter(backend, "default")) {
 *     router.subscribe(mail, (letter, delivery) -> send(letter));
 *     router.start();
 *     router.dispatch(mail, new Mail("hello"), DispatchOptions.after(Duration.ofMinutes(3)).withMaxAttempts(5));
 *     …
 * }
 * }</pre>
 *
 * <p>A kind may have several handlers. They are called one after the other as they were subscribed; the first that throws
 * ends the attempt, and at the next all are called again. A job that failed follows the consumer's failure policy: unless
 * that says else, it is tried again, with growing delays, until its own number of attempts is used up. A job of a key that
 * nobody here handles fails. One that cannot be read is dead at once.
 *
 * <p>Where the backend's jobs have an envelope (core-queue's keys in Redis) key and limits lie in that. Elsewhere they lie
 * in the body, as {@code {"UniqueId":"","Key":"mail","Value":"aGVsbG8=",…}}.
 *
 * <p>Any thread; {@link #awaitStop} and {@link #close} not by a handler.
 */
public final class JobRouter implements AutoCloseable {
    private final Backend backend;
    private final String queue;
    private final JobSink sink;
    private final Runs runs;
    private final HandleTimeouts timeouts;
    private final Map<String, List<Route<?>>> routes = new ConcurrentHashMap<>();

    /** A router with {@link ConsumerOptions#DEFAULT}. */
    public JobRouter(Backend backend, String queue) {
        this(backend, queue, ConsumerOptions.DEFAULT, QueueListener.NONE);
    }

    /**
     * A router that does not run yet.
     *
     * @param backend stays the caller's to close
     * @param options their failure policy is asked about the job as it is {@link #opened}, with its own limits
     * @param listener is told of jobs as the backend knows them; {@link #opened} shows their key and payload
     * @throws IllegalArgumentException if the backend would not take the queue's name
     */
    public JobRouter(Backend backend, String queue, ConsumerOptions options, QueueListener listener) {
        this.backend = backend;
        this.queue = queue;
        FailurePolicy policy = options.failurePolicy();
        this.sink = backend.sink(queue);
        this.timeouts = new HandleTimeouts(queue);
        ConsumerOptions ours = options.withFailurePolicy(
                PayloadException.deadOr((job, attempt, error) -> policy.decide(Envelope.open(job), attempt, error)));
        JobHandler handler = JobHandler.interruptedAtLoss(this::handle);
        this.runs = new Runs(
                "router of " + queue,
                () -> new JobConsumer(List.of(backend), List.of(queue), handler, ours, listener, Thread::new));
    }

    /** Adds a handler to a kind, also while the router runs. Returns this. */
    public <T> JobRouter subscribe(JobKind<T> kind, Handler<T> handler) {
        routes.computeIfAbsent(kind.key(), key -> new CopyOnWriteArrayList<>()).add(new Route<>(kind.codec(), handler));
        return this;
    }

    /** Puts a job of this kind into the queue, to be handled at once and attempted once. */
    public <T> PutResult dispatch(JobKind<T> kind, T payload) {
        return dispatch(kind, payload, DispatchOptions.NOW);
    }

    /**
     * Puts a job of this kind into the queue.
     *
     * @return what the server said, or that it did not
     * @throws io.jobferry.QueueException if the server cannot be reached; nothing was put
     */
    public <T> PutResult dispatch(JobKind<T> kind, T payload, DispatchOptions how) {
        Body body = kind.codec().encode(payload);
        JobLabel label = how.label(kind.key());
        Duration delay = how.delayFrom(Instant.now());
        return sink.put(backend.labelled(label, delay)
                .map(options -> new NewJob(body, options))
                .orElseGet(() -> new NewJob(Envelope.write(label, body), PutOptions.delayed(delay))));
    }

    /** Starts handling; does nothing if it runs. After a stop it may be started again. Does not wait for the server. */
    public void start() {
        runs.start();
    }

    /**
     * Takes no new jobs; those in work go on. Returns at once: {@link #awaitStop} waits.
     *
     * @throws IllegalStateException if it does not run
     */
    public void stop() {
        runs.stop();
    }

    /** Whether it was started and not stopped. */
    public boolean isRunning() {
        return runs.isRunning();
    }

    /**
     * Waits until somebody has stopped it and the jobs in work have ended. What was stopped and has not ended by the
     * time-out is given back, no attempt used, and its handler's thread interrupted.
     *
     * @return true if it was stopped and all jobs in work ended by themselves
     */
    public boolean awaitStop(Duration timeout) throws InterruptedException {
        return runs.awaitStop(timeout);
    }

    /** Stops at once: jobs in work are given back, no attempt used. The backend stays open. */
    @Override
    public void close() {
        runs.close();
        sink.close();
    }

    /**
     * A job of a router's queue, as a listener or an admin shows it, with its payload as body, its limits, and {@code Key}
     * among its facts.
     *
     * @throws PayloadException if it is not from a router
     */
    public static Job opened(Job job) {
        return Envelope.open(job);
    }

    /** Tells this listener the lengths of the queue from now on, until it is closed. */
    LengthGauge gauge(Duration every, QueueListener listener) {
        return new LengthGauge(backend, List.of(queue), every, listener, Thread::new);
    }

    void stopIfRunning() {
        runs.stopIfRunning();
    }

    private void handle(Delivery delivery) throws Exception {
        Job job = Envelope.open(delivery.job());
        List<Route<?>> found = routes.getOrDefault(Envelope.key(job), List.of());
        if (found.isEmpty()) {
            throw new IllegalStateException(
                    "no handler for this key: \"" + Envelope.key(job) + "\" (queue " + queue + ")");
        }
        timeouts.within(ownLimit(delivery.job(), job), () -> {
            for (Route<?> route : found) {
                route.handle(job.body(), delivery);
            }
            return found;
        });
        delivery.done();
    }

    /** What only the body says of the time; what the backend knows is the consumer's to watch. Zero for no limit. */
    private static Duration ownLimit(Job delivered, Job opened) {
        return delivered.limits().handleTimeout().isPresent()
                ? Duration.ZERO
                : opened.limits().handleTimeout().orElse(Duration.ZERO);
    }

    /** A handler with its payload's codec. */
    private record Route<T>(Codec<T> codec, Handler<T> handler) {
        void handle(Body payload, Delivery delivery) throws Exception {
            handler.handle(codec.decode(payload), delivery);
        }
    }
}
