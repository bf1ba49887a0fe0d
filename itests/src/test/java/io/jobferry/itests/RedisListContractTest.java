package io.jobferry.itests;

@NeedsServer(ServerKind.REDIS)
class RedisListContractTest extends RedisListContract {
    RedisListContractTest(TestServer redis) {
        super(redis.address());
    }
}
