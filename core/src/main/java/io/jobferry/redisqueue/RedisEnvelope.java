package io.jobferry.redisqueue;

/** How a job lies in Redis. */
public enum RedisEnvelope {
    /** core-queue's envelope in Go's encoding/gob: core-queue's default. */
    GOB,
    /** core-queue's envelope as Go's encoding/json writes it. */
    JSON,
    /** No envelope: the bare body on a plain list, which any program pushes and pops. */
    RAW
}
