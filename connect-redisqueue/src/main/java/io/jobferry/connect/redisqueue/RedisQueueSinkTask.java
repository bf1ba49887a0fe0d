package io.jobferry.connect.redisqueue;

import io.jobferry.connect.JobSinkTask;

/** A task of {@link RedisQueueSinkConnector}. */
public final class RedisQueueSinkTask extends JobSinkTask {
    /** For the worker. */
    public RedisQueueSinkTask() {
        super(new RedisQueueBinding());
    }
}
