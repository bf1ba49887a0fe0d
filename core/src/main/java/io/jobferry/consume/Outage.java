package io.jobferry.consume;

import io.jobferry.event.QueueListener;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that cannot be reached: told once when it begins, once when it is over. Owned by its lane's thread. */
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private final String server;
    private final Backoff backoff;
    private final QueueListener listener;

    private int failures;
    private long since;

    Outage(String server, Backoff backoff, QueueListener listener) {
        this.server = server;
        this.backoff = backoff;
        this.listener = listener;
    }

    /** A try failed; returns how long to wait before the next. */
    Duration failed(Throwable error) {
        failures++;
        if (failures == 1) {
            since = System.nanoTime();
            LOG.warn("{} cannot be reached, trying again: {}", server, error.getMessage());
            LOG.debug("{} cannot be reached", server, error);
            listener.onOutage(server, error);
        }
        return backoff.delay(failures);
    }

    /** Whether the last try failed. */
    boolean lasts() {
        return failures > 0;
    }

    /** A try succeeded; true if that ends an outage. */
    boolean over() {
        if (failures == 0) {
            return false;
        }
        failures = 0;
        Duration length = Duration.ofNanos(System.nanoTime() - since);
        LOG.info("{} answers again after {} ms", server, length.toMillis());
        listener.onRecovered(server, length);
        return true;
    }
}
