package io.jobferry.redisqueue;

/** From which end of a plain list jobs are taken; they are pushed at the other. */
public enum PopFrom {
    /** As core-queue, and most who use LPUSH and BRPOP. */
    RIGHT,
    /** As Laravel and Resque. */
    LEFT
}
