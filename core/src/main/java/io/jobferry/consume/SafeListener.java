package io.jobferry.consume;

import io.jobferry.Job;
import io.jobferry.Outcome;
import io.jobferry.Settled;
import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a listener's exceptions from the consumer. */
record SafeListener(QueueListener listener) implements QueueListener {
    private static final Logger LOG = LoggerFactory.getLogger(SafeListener.class);

    @Override
    public void onReserved(Job job) {
        tell(l -> l.onReserved(job));
    }

    @Override
    public void onSettled(Job job, Outcome outcome, Settled settled) {
        tell(l -> l.onSettled(job, outcome, settled));
    }

    @Override
    public void beforeRetry(Job job, int attempt, Throwable error, Duration delay) {
        tell(l -> l.beforeRetry(job, attempt, error, delay));
    }

    @Override
    public void beforeAbort(Job job, int attempt, Throwable error) {
        tell(l -> l.beforeAbort(job, attempt, error));
    }

    @Override
    public void onLeaseLost(Job job) {
        tell(l -> l.onLeaseLost(job));
    }

    @Override
    public void onQuarantined(Job job, String reason) {
        tell(l -> l.onQuarantined(job, reason));
    }

    @Override
    public void onLength(String queue, String channel, long jobs) {
        tell(l -> l.onLength(queue, channel, jobs));
    }

    @Override
    public void onOutage(String server, Throwable error) {
        tell(l -> l.onOutage(server, error));
    }

    @Override
    public void onRecovered(String server, Duration outage) {
        tell(l -> l.onRecovered(server, outage));
    }

    private void tell(Consumer<QueueListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            LOG.warn("listener {} threw", listener.getClass().getName(), e);
        }
    }
}
