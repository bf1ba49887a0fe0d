package io.jobferry.consume;

import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a server is out of reach, for all that try to reach it: from the first {@linkplain Tries try} that fails until
 * one gets through. Its beginning and its end are logged and told once, whoever met them. Any thread.
 *
 * <ul>
 *   <li>I1: the listener and the log are called without the lock.
 *   <li>I2: they are called by one thread at a time and in the order of what happened, so that who keeps the last news
 *       keeps the truth. A thread may tell what another one met.
 * </ul>
 */
public final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private final String server;
    private final QueueListener listener;

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Runnable> news = new ArrayDeque<>(); // guarded by lock
    private boolean telling; // guarded by lock; I2
    private volatile @Nullable Long since; // written under lock; null while the server is in reach

    /**
     * No outage yet.
     *
     * @param server the server's name, {@link io.jobferry.Backend#name()}
     * @param listener told {@link QueueListener#onOutage} and {@link QueueListener#onRecovered}; what it throws is
     *     logged
     */
    public Outage(String server, QueueListener listener) {
        this.server = server;
        this.listener = new SafeListener(listener);
    }

    /** Whether the server is out of reach. */
    public boolean lasts() {
        return since != null;
    }

    /** A try failed. */
    void failed(Throwable error) {
        lock.lock();
        try {
            if (since != null) {
                return;
            }
            since = System.nanoTime();
            news.add(() -> tellBegun(error));
        } finally {
            lock.unlock();
        }
        tell();
    }

    /** A try got through. */
    void over() {
        if (since == null) {
            return; // the usual case costs no lock
        }
        lock.lock();
        try {
            Long begun = since;
            if (begun == null) {
                return;
            }
            since = null;
            Duration length = Duration.ofNanos(System.nanoTime() - begun);
            news.add(() -> tellOver(length));
        } finally {
            lock.unlock();
        }
        tell();
    }

    private void tell() {
        if (!beginTelling()) {
            return; // the thread that is at it goes on until there is no more
        }
        for (Runnable next = nextNews(); next != null; next = nextNews()) {
            next.run();
        }
    }

    private boolean beginTelling() {
        lock.lock();
        try {
            boolean ours = !telling;
            telling = true;
            return ours;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Runnable nextNews() {
        lock.lock();
        try {
            Runnable next = news.poll();
            telling = next != null;
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void tellBegun(Throwable error) {
        LOG.warn("{} cannot be reached, trying again: {}", server, error.getMessage());
        LOG.debug("{} cannot be reached", server, error);
        listener.onOutage(server, error);
    }

    private void tellOver(Duration length) {
        LOG.info("{} answers again after {} ms", server, length.toMillis());
        listener.onRecovered(server, length);
    }
}
