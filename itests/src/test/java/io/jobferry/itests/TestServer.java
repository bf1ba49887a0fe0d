package io.jobferry.itests;

/** A running queue server. One test thread at a time. */
public interface TestServer extends AutoCloseable {
    /** In an argument of {@link Servers#start}: the server's own directory, which outlives a restart. */
    String DIRECTORY = "{directory}";

    ServerKind kind();

    /** {@code host:port}, the same after a restart. */
    String address();

    /** Ends it as a crash does: SIGKILL. Returns once it is gone. */
    void kill();

    /** Starts it again after {@link #kill} with what is left in its directory; returns once it has read that and answers. */
    void restart();

    /** Stops it in its tracks (SIGSTOP): connections stay open and nothing answers. */
    void pause();

    /** Lets it go on after {@link #pause}. */
    void resume();

    /** Sends it a signal by its name without SIG: {@code USR1} makes a beanstalkd drain. Returns once it is sent. */
    void signal(String name);

    /** Ends it and deletes its directory. */
    @Override
    void close();
}
