package io.jobferry.itests.crash;

/** What a script may do. */
enum Blow {
    /** SIGKILL, and started again once all that die together are dead. */
    KILL,
    /** SIGKILL after deletes got lost on the line: what is in Kafka, or was put on, is still in the queue. */
    KILL_UNSETTLED,
    /** SIGSTOP, and SIGCONT after some time. */
    FREEZE,
    /** The connections between carrier and queue server are reset. */
    CUT,
    /** Little gets through between carrier and queue server for some time. */
    SLOW,
    /** The connections between carrier and queue server stay open and nothing gets through any more. */
    STRAND,
    /** A second carrier joins the first for some time, a worker's task moves to it, and it dies. */
    JOIN
}
