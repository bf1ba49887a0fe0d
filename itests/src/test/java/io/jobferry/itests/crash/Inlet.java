package io.jobferry.itests.crash;

import java.util.List;

/** Where the jobs of a run are put. */
interface Inlet extends AutoCloseable {
    /** Puts jobs of these numbers and tells the account what became of each, whatever is down. The thread that puts. */
    void put(List<Integer> numbers, Account account);

    /** Whether nothing is left in it. False if it cannot be told at the moment. The thread that looks. */
    boolean isEmpty();

    /** What is in it, for messages. */
    String left();

    @Override
    void close();
}
