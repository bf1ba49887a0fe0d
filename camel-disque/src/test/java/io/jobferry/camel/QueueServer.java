package io.jobferry.camel;

/** A queue server at an address of its own, to be started and stopped. One test thread. */
public interface QueueServer extends AutoCloseable {
    /** {@code host:port}, always the same, and known before the first start. */
    String address();

    /** Starts it with nothing in it; returns once it answers. */
    void start();

    /** As a crash: connections break, jobs are gone. */
    void stop();

    /** Stops it if it runs. */
    @Override
    void close();
}
