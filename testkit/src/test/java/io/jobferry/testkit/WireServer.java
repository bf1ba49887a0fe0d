package io.jobferry.testkit;

/** A beanstalkd, whoever made it, that listens on the loopback address and that no other test has seen. */
public interface WireServer extends AutoCloseable {
    int port();

    /** Makes it drain, which it may be told a little before it does. */
    void drain();

    @Override
    void close();
}
