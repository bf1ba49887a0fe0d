package io.jobferry.itests;

import io.jobferry.redisqueue.RedisEnvelope;

@NeedsServer(ServerKind.REDIS)
class RedisJsonConsumerContractTest extends RedisConsumerContract {
    RedisJsonConsumerContractTest(TestServer redis) {
        super(redis.address(), RedisEnvelope.JSON);
    }
}
