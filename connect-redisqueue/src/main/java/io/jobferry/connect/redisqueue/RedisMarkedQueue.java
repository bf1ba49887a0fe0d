package io.jobferry.connect.redisqueue;

import io.jobferry.NewJob;
import io.jobferry.connect.MarkedQueue;
import io.jobferry.redisqueue.NumberedList;
import io.jobferry.redisqueue.RedisPut;
import java.util.List;

/** A plain list that remembers from where in Kafka its jobs came. */
record RedisMarkedQueue(NumberedList list) implements MarkedQueue {
    @Override
    public void check(NewJob job) {
        if (!job.options().equals(RedisPut.DEFAULT)) {
            throw new IllegalArgumentException(
                    "with exactly.once a job has no delay and no other option: " + job.options());
        }
    }

    @Override
    public Mark mark(String partition) {
        return mark(list.mark(partition));
    }

    @Override
    public void set(String partition, Mark mark) {
        list.set(partition, new NumberedList.Mark(mark.offset(), mark.timestamp()));
    }

    @Override
    public Mark put(String partition, Mark reached, List<Marked> jobs) {
        List<NumberedList.Numbered> numbered = jobs.stream()
                .map(job -> new NumberedList.Numbered(
                        job.at().offset(), job.at().timestamp(), job.job().body()))
                .toList();
        return mark(list.put(partition, reached.offset(), numbered));
    }

    private static Mark mark(NumberedList.Mark mark) {
        return new Mark(mark.number(), mark.stamp());
    }

    @Override
    public void close() {
        list.close();
    }
}
