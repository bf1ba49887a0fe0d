package io.jobferry.itests;

import io.jobferry.Backend;
import io.jobferry.disque.DisqueBackend;
import io.jobferry.testkit.DisqueConsumerContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@NeedsServer(ServerKind.DISQUE)
class DisqueClusterConsumerContractTest extends DisqueConsumerContract {
    private static DisqueCluster cluster;

    @BeforeAll
    static void startCluster() {
        cluster = DisqueCluster.start();
    }

    @AfterAll
    static void closeCluster() {
        cluster.close();
    }

    @Override
    protected Backend open() {
        return new DisqueBackend(cluster.options());
    }
}
