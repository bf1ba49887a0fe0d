package io.jobferry.itests;

import io.jobferry.redisqueue.RedisEnvelope;

@NeedsServer(ServerKind.REDIS)
class RedisGobConsumerContractTest extends RedisConsumerContract {
    RedisGobConsumerContractTest(TestServer redis) {
        super(redis.address(), RedisEnvelope.GOB);
    }
}
