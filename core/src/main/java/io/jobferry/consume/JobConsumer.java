package io.jobferry.consume;

import io.jobferry.Backend;
import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes jobs from queues and hands them to a handler, on lanes: threads that each settle and reserve in one round trip,
 * hand the jobs over one after the other, and begin again.
 *
 * <p>Leases of held jobs are extended before they end. Failed jobs follow the failure policy. A server that cannot be
 * reached, at the start or later, is tried again for ever, with backoff. An idle consumer does no polling.
 *
 * <p>Life: {@link #start}, any number of {@link #suspend} and {@link #resume}, {@link #stop}, {@link #awaitStop}; it is
 * not started twice. All methods may be called from any thread, but {@link #awaitStop} and {@link #close} not by the
 * handler.
 */
public final class JobConsumer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobConsumer.class);

    /** How long lanes without a job in work may take to say goodbye to their servers. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final String queues;
    private final List<Lane> lanes = new ArrayList<>();
    private final ThreadFactory threads;

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Thread> running = new ArrayList<>(); // guarded by lock
    private boolean started; // guarded by lock

    /** A consumer of one queue with {@link ConsumerOptions#DEFAULT}. */
    public JobConsumer(Backend backend, String queue, JobHandler handler) {
        this(List.of(backend), List.of(queue), handler, ConsumerOptions.DEFAULT, QueueListener.NONE, Thread::new);
    }

    /**
     * A consumer that hands over one job at a time a lane.
     *
     * @param backends the servers; each gets {@link ConsumerOptions#lanes} lanes. They stay the caller's to close
     * @param threads makes the lanes' threads and their keepers
     * @throws IllegalArgumentException if there is no backend, or a backend would not take a queue's name
     */
    public JobConsumer(
            List<Backend> backends,
            List<String> queues,
            JobHandler handler,
            ConsumerOptions options,
            QueueListener listener,
            ThreadFactory threads) {
        this(backends, queues, Work.oneByOne(handler), options, listener, threads);
    }

    private JobConsumer(
            List<Backend> backends,
            List<String> queues,
            Work work,
            ConsumerOptions options,
            QueueListener listener,
            ThreadFactory threads) {
        if (backends.isEmpty()) {
            throw new IllegalArgumentException("no backend to consume " + queues + " from");
        }
        this.queues = String.join(",", queues);
        this.threads = threads;
        for (Backend backend : backends) {
            backend.source(queues).close(); // refuses bad names here, not on a lane
            Outage outage = new Outage(backend.name(), listener);
            for (int i = 1; i <= options.lanes(); i++) {
                String name = i + " " + this.queues + "@" + backend.name();
                lanes.add(new Lane(name, backend, queues, work, options, outage, listener, threads));
            }
        }
    }

    /** As the constructor, but all jobs of a poll are handed over at once. */
    public static JobConsumer ofBatches(
            List<Backend> backends,
            List<String> queues,
            JobHandler.OfBatch handler,
            ConsumerOptions options,
            QueueListener listener,
            ThreadFactory threads) {
        return new JobConsumer(backends, queues, Work.together(handler), options, listener, threads);
    }

    /**
     * Starts the lanes; does not wait for a server.
     *
     * @throws IllegalStateException if it was started before
     */
    public void start() {
        lock.lock();
        try {
            if (started) {
                throw new IllegalStateException("consumer of " + queues + " was started before");
            }
            started = true;
            for (Lane lane : lanes) {
                Thread thread = threads.newThread(lane);
                thread.setName("jobferry-lane " + lane);
                thread.start();
                running.add(thread);
            }
        } finally {
            lock.unlock();
        }
        LOG.info("consumer of {} started with {} lanes", queues, lanes.size());
    }

    /**
     * Takes no new jobs until {@link #resume}. Those in work go on, and their leases are extended; once they have ended,
     * the rest is given back, no attempt used. Returns at once.
     */
    public void suspend() {
        lanes.forEach(Lane::suspend);
    }

    /** Takes jobs again. */
    public void resume() {
        lanes.forEach(Lane::resume);
    }

    /** Takes no new jobs for good; those in work go on. Returns at once: {@link #awaitStop} waits. */
    public void stop() {
        lanes.forEach(Lane::stop);
    }

    /**
     * Stops, and waits until the jobs in work have ended; what has not ended by the time-out is given back, no attempt
     * used, and its handler's thread interrupted.
     *
     * @return true if all jobs in work ended by themselves
     */
    public boolean awaitStop(Duration timeout) throws InterruptedException {
        stop();
        List<Thread> waitedFor = threads();
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean ended = join(waitedFor, deadline);
        if (!ended && working() == 0) {
            ended = join(waitedFor, System.nanoTime() + FAREWELL.toNanos());
        }
        if (!ended) {
            LOG.warn("consumer of {} gives back {} jobs in work after {}", queues, working(), timeout);
            lanes.forEach(Lane::force);
            waitedFor.forEach(Thread::interrupt);
        }
        LOG.info("consumer of {} stopped", queues);
        return ended;
    }

    /** How many jobs the handler has and has not ended. */
    public int working() {
        return lanes.stream().mapToInt(Lane::working).sum();
    }

    /** Stops at once: jobs in work are given back, no attempt used. */
    @Override
    public void close() {
        try {
            boolean ended = awaitStop(Duration.ZERO);
            LOG.debug("closed, all jobs in work ended: {}", ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Thread> threads() {
        lock.lock();
        try {
            return List.copyOf(running);
        } finally {
            lock.unlock();
        }
    }

    private static boolean join(List<Thread> threads, long deadlineNanos) throws InterruptedException {
        for (Thread thread : threads) {
            TimeUnit.NANOSECONDS.timedJoin(thread, deadlineNanos - System.nanoTime());
            if (thread.isAlive()) {
                return false;
            }
        }
        return true;
    }
}
