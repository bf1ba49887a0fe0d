package io.jobferry.camel.redisqueue;

/** What a producer does: core-queue's words, and what QueueAdmin has besides. */
public enum RedisQueueOperation {
    /** Puts the body, or each element of it, into the queue. */
    put,
    /** The jobs that the exchange holds are done. */
    ack,
    /** The jobs that the exchange holds come again after the delay; an attempt is used. */
    retry,
    /** The jobs that the exchange holds go to the dead; an attempt is used. */
    fail,
    /** The jobs that the exchange holds go back to the front of their queue; no attempt is used. */
    giveBack,
    /** Begins the lease of the jobs that the exchange holds anew. */
    extend,
    /** Moves the jobs of the option's channel back to waiting; not for raw jobs. */
    reload,
    /** Deletes the option's channel with all its jobs; not for raw jobs, and never by header. */
    flush,
    /** How many jobs each of core-queue's channels has, as a map; not for raw jobs. */
    info,
    /** How many jobs are in each state, as a map. */
    stats,
    /** Moves as many dead jobs as the body says back to ready. */
    redrive,
    /** Shows as many ready jobs as the body says, the next one first. */
    peekReady,
    /** Shows as many delayed jobs as the body says, the next one first. */
    peekDelayed,
    /** Shows as many reserved jobs as the body says, the one whose lease ends next first. */
    peekReserved,
    /** Shows as many dead jobs as the body says, the next to be moved back first. */
    peekDead
}
