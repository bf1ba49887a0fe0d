package io.jobferry.itests;

import io.jobferry.redisqueue.RedisEnvelope;

@NeedsServer(ServerKind.REDIS)
class RedisRawConsumerContractTest extends RedisConsumerContract {
    RedisRawConsumerContractTest(TestServer redis) {
        super(redis.address(), RedisEnvelope.RAW);
    }
}
