package io.jobferry.bench;

/** A contender that is ready for its rounds. One thread. */
interface Runner extends AutoCloseable {
    Contender contender();

    /** Does a round; the server's CPU time is asked for before and after. */
    Result run(Order order, Server server) throws Exception;

    @Override
    void close();
}
