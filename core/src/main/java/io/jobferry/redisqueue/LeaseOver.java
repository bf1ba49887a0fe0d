package io.jobferry.redisqueue;

/** Where a job goes whose lease ended. */
public enum LeaseOver {
    /** To the list {@code timeout}, where it stays until a redrive: what core-queue does. */
    TIMEOUT,
    /** Back to {@code waiting}, one attempt used. A core-queue process on the same queue may be faster with its way. */
    WAITING
}
