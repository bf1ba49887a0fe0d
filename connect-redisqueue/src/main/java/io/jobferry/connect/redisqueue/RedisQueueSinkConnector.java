package io.jobferry.connect.redisqueue;

import io.jobferry.connect.JobSinkConnector;

/** Carries records of Kafka topics to Redis queues, as jobs. */
public final class RedisQueueSinkConnector extends JobSinkConnector {
    /** For the worker. */
    public RedisQueueSinkConnector() {
        super(new RedisQueueBinding(), RedisQueueSinkTask.class);
    }
}
