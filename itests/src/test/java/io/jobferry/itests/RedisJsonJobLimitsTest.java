package io.jobferry.itests;

import io.jobferry.redisqueue.RedisEnvelope;

@NeedsServer(ServerKind.REDIS)
class RedisJsonJobLimitsTest extends RedisJobLimitsContract {
    RedisJsonJobLimitsTest(TestServer redis) {
        super(redis, RedisEnvelope.JSON);
    }
}
