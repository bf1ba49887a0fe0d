package io.jobferry.itests;

import io.jobferry.redisqueue.RedisEnvelope;

@NeedsServer(ServerKind.REDIS)
class RedisGobJobLimitsTest extends RedisJobLimitsContract {
    RedisGobJobLimitsTest(TestServer redis) {
        super(redis, RedisEnvelope.GOB);
    }
}
