package io.jobferry.connect.redisqueue;

import io.jobferry.connect.JobSourceConnector;

/** Carries jobs from Redis queues to Kafka topics; a job is acknowledged when its record is in Kafka. */
public final class RedisQueueSourceConnector extends JobSourceConnector {
    /** For the worker. */
    public RedisQueueSourceConnector() {
        super(new RedisQueueBinding(), RedisQueueSourceTask.class);
    }
}
