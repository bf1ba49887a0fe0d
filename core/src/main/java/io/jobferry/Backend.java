package io.jobferry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One logical server: one beanstalkd, one Disque cluster, one Redis. Any thread. Nothing connects before it is needed,
 * so a server that is down at the start is no different from one that goes down later.
 */
public interface Backend extends AutoCloseable {
    /** The server's name for logs and errors ({@code beanstalk://localhost:11300}); no secrets. */
    String name();

    /**
     * A source of jobs from these queues.
     *
     * @throws IllegalArgumentException if there is no queue, or a name that the server would not take
     */
    JobSource source(List<String> queues);

    /**
     * A sink of jobs into this queue.
     *
     * @throws IllegalArgumentException if the server would not take the name
     */
    JobSink sink(String queue);

    /**
     * The look and the hand on this queue.
     *
     * @throws IllegalArgumentException if the server would not take the name
     */
    QueueAdmin admin(String queue);

    /**
     * Put options that write this label into the envelope of this backend's jobs, which tell it again when they are
     * delivered: {@link Job#limits}, and the fact {@code Key}. Empty if its jobs have no envelope: then a label can only lie
     * in the body.
     */
    default Optional<PutOptions> labelled(JobLabel label, Duration delay) {
        return Optional.empty();
    }

    /** Closes all connections; sources, sinks and admins of it are closed too. */
    @Override
    void close();
}
