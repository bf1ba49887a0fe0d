package io.jobferry.connect;

import io.jobferry.NewJob;
import io.jobferry.QueueException;
import java.util.List;

/**
 * A queue that remembers, in the same step in which jobs are put into it, up to which record of each partition they came
 * from. One thread at a time.
 */
public interface MarkedQueue extends AutoCloseable {
    /**
     * Up to where the records of a partition are jobs.
     *
     * @param offset of the last one; -1 before the first
     * @param timestamp of that record; -1 where nobody knows it
     */
    record Mark(long offset, long timestamp) {
        /** Before the first record. */
        public static final Mark NONE = new Mark(-1, -1);
    }

    /** A record's job, and where the record stands. */
    record Marked(Mark at, NewJob job) {}

    /**
     * Nothing, if this queue can take the job.
     *
     * @throws IllegalArgumentException if its options ask for more than can be done in one step
     */
    void check(NewJob job);

    /**
     * The mark of a partition, which is known by a name of the connector's.
     *
     * @throws QueueException if the server cannot be reached or broke off
     */
    Mark mark(String partition);

    /**
     * Sets the mark, whatever was put.
     *
     * @throws QueueException if the server cannot be reached or broke off
     */
    void set(String partition, Mark mark);

    /**
     * Puts those of these jobs, which are in order, that come after the mark; returns the mark then. Where that is before
     * {@code reached}, the server has forgotten something, and nothing was put.
     *
     * @throws QueueException if the server cannot be reached or broke off: then all may be put, or none
     */
    Mark put(String partition, Mark reached, List<Marked> jobs);

    @Override
    void close();
}
