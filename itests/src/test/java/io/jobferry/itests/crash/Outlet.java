package io.jobferry.itests.crash;

/** Where the jobs of a run come out. One thread. */
interface Outlet extends AutoCloseable {
    /** How many have come by now, each as often as it came; the last answer if it cannot be told at the moment. */
    int arrived();

    /** Tells the account all that has come by now. Not while a server is down. */
    void settle() throws InterruptedException;

    @Override
    void close();
}
