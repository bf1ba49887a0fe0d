package io.jobferry.itests;

import io.jobferry.redisqueue.RedisEnvelope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The consumer's contract on a Cluster of one node. */
@NeedsServer(ServerKind.REDIS)
class RedisClusterConsumerContractTest extends RedisConsumerContract {
    private static RedisCluster cluster;

    RedisClusterConsumerContractTest() {
        super(cluster.uri(), RedisEnvelope.GOB);
    }

    @BeforeAll
    static void startRedisCluster() {
        cluster = RedisCluster.start(1);
    }

    @AfterAll
    static void closeRedisCluster() {
        cluster.close();
    }
}
