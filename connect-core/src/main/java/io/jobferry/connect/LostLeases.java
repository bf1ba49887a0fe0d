package io.jobferry.connect;

import io.jobferry.Job;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts jobs that were taken back before Kafka had their records: those come twice. Any thread. */
final class LostLeases {
    private static final Logger LOG = LoggerFactory.getLogger(LostLeases.class);

    private final LongAdder count = new LongAdder();

    long count() {
        return count.sum();
    }

    void add(Job job) {
        count.increment();
        LOG.debug("job {} of {} was lost before Kafka had its record: it comes again", job.key(), job.queue());
    }
}
