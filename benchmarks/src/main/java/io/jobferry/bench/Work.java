package io.jobferry.bench;

import java.io.IOException;

/** What one contender does in a round. It lives in a JVM of its own, over all rounds. One thread calls it. */
public interface Work extends AutoCloseable {
    /** Returns once all jobs of the round are done, and the server has said so. Only this is timed. */
    void run(Round round) throws Exception;

    @Override
    default void close() throws IOException {}
}
