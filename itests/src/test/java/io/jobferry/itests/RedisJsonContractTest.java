package io.jobferry.itests;

import io.jobferry.redisqueue.RedisEnvelope;

@NeedsServer(ServerKind.REDIS)
class RedisJsonContractTest extends RedisMembersContract {
    RedisJsonContractTest(TestServer redis) {
        super(redis.address(), RedisEnvelope.JSON);
    }
}
