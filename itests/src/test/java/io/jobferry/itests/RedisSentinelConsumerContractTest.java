package io.jobferry.itests;

import io.jobferry.redisqueue.RedisEnvelope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The consumer's contract on a primary that a sentinel names. */
@NeedsServer(ServerKind.REDIS)
class RedisSentinelConsumerContractTest extends RedisConsumerContract {
    private static RedisSentinel sentinel;

    RedisSentinelConsumerContractTest() {
        super(sentinel.uri(), RedisEnvelope.GOB);
    }

    @BeforeAll
    static void startRedisSentinel() {
        sentinel = RedisSentinel.start();
    }

    @AfterAll
    static void closeRedisSentinel() {
        sentinel.close();
    }
}
