package io.jobferry.consume;

import io.jobferry.Backend;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueException;
import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a listener every so often how many jobs lie where in some queues, {@link QueueListener#onLength}, the first time at
 * once, until it is closed. A server that does not answer is asked again the next time. It is apart from {@link
 * JobConsumer}, which asks nothing while it is idle, and one a queue is enough, however many consume it. Any thread.
 */
public final class LengthGauge implements AutoCloseable {
    /** How often core-queue looks. */
    public static final Duration EVERY = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(LengthGauge.class);

    private final Map<String, QueueAdmin> admins = new LinkedHashMap<>();
    private final Duration every;
    private final QueueListener listener;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * A gauge that runs.
     *
     * @param backend stays the caller's to close
     * @param every how long between two looks, above zero
     * @param listener told on the gauge's thread; what it throws is logged
     * @param threads makes the one thread
     * @throws IllegalArgumentException if {@code every} is not above zero, or the backend does not take a queue's name
     */
    public LengthGauge(
            Backend backend, List<String> queues, Duration every, QueueListener listener, ThreadFactory threads) {
        if (every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException("time between two looks is not above zero: " + every);
        }
        this.every = every;
        this.listener = new SafeListener(listener);
        queues.forEach(queue -> admins.put(queue, backend.admin(queue)));
        Thread thread = threads.newThread(this::run);
        thread.setName("jobferry-lengths " + String.join(",", queues) + "@" + backend.name());
        thread.setDaemon(true);
        thread.start();
    }

    /** Looks no more; one look may still be under way. */
    @Override
    public void close() {
        closed.countDown();
        admins.values().forEach(QueueAdmin::close);
    }

    private void run() {
        try {
            do {
                admins.forEach(this::look);
            } while (!closed.await(every.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(String queue, QueueAdmin admin) {
        try {
            admin.lengths().forEach((channel, jobs) -> listener.onLength(queue, channel, jobs));
        } catch (QueueException e) {
            LOG.debug("lengths of {} are not known: {}", queue, e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("lengths of {} are not known", queue, e);
        }
    }
}
