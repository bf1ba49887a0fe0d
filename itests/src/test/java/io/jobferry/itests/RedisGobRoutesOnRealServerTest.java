package io.jobferry.itests;

import io.jobferry.redisqueue.RedisEnvelope;

@NeedsServer(ServerKind.REDIS)
class RedisGobRoutesOnRealServerTest extends RedisRouteContract {
    RedisGobRoutesOnRealServerTest() {
        super(RedisEnvelope.GOB);
    }
}
