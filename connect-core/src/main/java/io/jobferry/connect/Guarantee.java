package io.jobferry.connect;

import io.jobferry.QueueException;
import io.jobferry.consume.Delivery;
import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.util.List;

/**
 * What is promised of the jobs of one server, and what it takes at each step of their way: {@link AtLeastOnce} or {@link
 * ExactlyOnce}. It listens to what becomes of the jobs that are held.
 */
interface Guarantee extends QueueListener {
    /**
     * How many jobs may be taken now, at most {@code max}; 0 if there is no room for any within the wait. Asks the server
     * first for what must be known before any is taken. The task's thread.
     *
     * @throws QueueException if the server has to be asked and cannot be reached
     */
    int room(int max, Duration wait) throws InterruptedException;

    /**
     * The records of those of these jobs that Kafka does not have. The task's thread.
     *
     * @throws QueueException if the server has to be asked and cannot be reached; then all are given back
     */
    List<JobRecord> records(List<Delivery> reserved);

    /** The task stops, and nothing more is heard of these jobs: the worker may have committed their records. Any thread. */
    default void stops(List<Delivery> open) {}

    /** Kafka has the job's record. Any thread; no I/O. */
    void stored(Delivery delivery);
}
