package io.jobferry.itests;

import io.jobferry.redisqueue.RedisEnvelope;

@NeedsServer(ServerKind.REDIS)
class RedisJsonRoutesOnRealServerTest extends RedisRouteContract {
    RedisJsonRoutesOnRealServerTest() {
        super(RedisEnvelope.JSON);
    }
}
