package io.jobferry.connect;

import io.jobferry.Job;
import io.jobferry.consume.Delivery;
import java.time.Duration;
import java.util.List;

/** A job is acknowledged when Kafka has its record, and whatever is delivered becomes a record. Nothing is remembered. */
final class AtLeastOnce implements Guarantee {
    private final RecordMapping mapping;
    private final LostLeases lost;

    AtLeastOnce(RecordMapping mapping, LostLeases lost) {
        this.mapping = mapping;
        this.lost = lost;
    }

    @Override
    public int room(int max, Duration wait) {
        return max;
    }

    @Override
    public List<JobRecord> records(List<Delivery> reserved) {
        return reserved.stream().map(this::record).toList();
    }

    private JobRecord record(Delivery delivery) {
        return mapping.record(this, delivery, SourcePosition.offset(delivery.job()));
    }

    @Override
    public void stored(Delivery delivery) {
        delivery.done();
    }

    @Override
    public void onLeaseLost(Job job) {
        lost.add(job);
    }
}
