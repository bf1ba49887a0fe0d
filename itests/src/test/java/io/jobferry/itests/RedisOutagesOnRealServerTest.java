package io.jobferry.itests;

import io.jobferry.camel.OutageContract;
import io.jobferry.camel.QueueRoutes;
import io.jobferry.camel.QueueServer;
import io.jobferry.redisqueue.RedisEnvelope;

@NeedsServer(ServerKind.REDIS)
class RedisOutagesOnRealServerTest extends OutageContract {
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
}
