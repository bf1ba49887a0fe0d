package io.jobferry.itests;

import io.jobferry.redisqueue.RedisEnvelope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on a primary that a sentinel names. */
@NeedsServer(ServerKind.REDIS)
class RedisSentinelContractTest extends RedisMembersContract {
    private static RedisSentinel sentinel;

    RedisSentinelContractTest() {
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
