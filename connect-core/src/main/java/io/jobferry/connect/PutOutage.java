package io.jobferry.connect;

import io.jobferry.consume.Backoff;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts that have to be tried again: told once when that begins, once when it is over. Owned by the task's thread. */
final class PutOutage {
    private static final Logger LOG = LoggerFactory.getLogger(JobSinkTask.class);

    private int failures;
    private long sinceNanos;

    /** A put failed; returns how long to wait before the next. */
    Duration failed(String reason) {
        failures++;
        if (failures == 1) {
            sinceNanos = System.nanoTime();
            LOG.warn("{}; trying again", reason);
        } else {
            LOG.debug("{}; after {} tries", reason, failures);
        }
        return Backoff.RECONNECT.delay(failures);
    }

    /** A put succeeded. */
    void over() {
        if (failures > 0) {
            Duration length = Duration.ofNanos(System.nanoTime() - sinceNanos);
            LOG.info("jobs are put again after {} ms and {} failed tries", length.toMillis(), failures);
            failures = 0;
        }
    }
}
