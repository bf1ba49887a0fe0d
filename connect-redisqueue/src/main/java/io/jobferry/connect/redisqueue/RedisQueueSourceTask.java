package io.jobferry.connect.redisqueue;

import io.jobferry.connect.JobSourceTask;

/** A task of {@link RedisQueueSourceConnector}. */
public final class RedisQueueSourceTask extends JobSourceTask {
    /** For the worker. */
    public RedisQueueSourceTask() {
        super(new RedisQueueBinding());
    }
}
