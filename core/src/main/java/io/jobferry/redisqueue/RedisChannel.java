package io.jobferry.redisqueue;

/** The five keys of a queue that core-queue knows, under its names. */
public enum RedisChannel {
    /** Ready jobs, those that a waiting source was just given included. */
    WAITING,
    DELAYED,
    RESERVED,
    FAILED,
    TIMEOUT
}
