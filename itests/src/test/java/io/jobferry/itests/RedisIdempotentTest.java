package io.jobferry.itests;

import io.jobferry.PutOptions;
import io.jobferry.camel.IdempotentContract;
import io.jobferry.camel.QueueRoutes;
import io.jobferry.camel.QueueServer;
import io.jobferry.camel.redisqueue.RedisQueueConstants;
import io.jobferry.redisqueue.RedisEnvelope;

@NeedsServer(ServerKind.REDIS)
class RedisIdempotentTest extends IdempotentContract {
    @Override
    protected String scheme() {
        return "redisqueue";
    }

    @Override
    protected QueueServer server() {
        return new RealQueueServer(ServerKind.REDIS);
    }

    @Override
    protected QueueRoutes routes() {
        return RedisRoutes.on(server, RedisEnvelope.GOB);
    }

    @Override
    protected String jobKey() {
        return RedisQueueConstants.JOB_KEY;
    }

    @Override
    protected String acknowledgement() {
        return RedisQueueConstants.ACKNOWLEDGEMENT;
    }

    /** The lease is the consumer's. */
    @Override
    protected PutOptions shortLease() {
        return PutOptions.none();
    }

    @Override
    protected String shortLeases() {
        return "&leaseOver=waiting&lease=2s";
    }
}
