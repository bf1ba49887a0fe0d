package io.jobferry.itests;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Plain lists on a Cluster of one node. */
@NeedsServer(ServerKind.REDIS)
class RedisClusterListContractTest extends RedisListContract {
    private static RedisCluster cluster;

    RedisClusterListContractTest() {
        super(cluster.uri());
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
