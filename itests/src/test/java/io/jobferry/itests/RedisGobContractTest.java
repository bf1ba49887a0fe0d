package io.jobferry.itests;

import io.jobferry.redisqueue.RedisEnvelope;

@NeedsServer(ServerKind.REDIS)
class RedisGobContractTest extends RedisMembersContract {
    RedisGobContractTest(TestServer redis) {
        super(redis.address(), RedisEnvelope.GOB);
    }
}
