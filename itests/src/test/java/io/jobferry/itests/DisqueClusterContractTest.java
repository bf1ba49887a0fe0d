package io.jobferry.itests;

import io.jobferry.Backend;
import io.jobferry.disque.DisqueBackend;
import io.jobferry.testkit.DisqueContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same on three nodes, of which a backend uses one at a time. */
@NeedsServer(ServerKind.DISQUE)
class DisqueClusterContractTest extends DisqueContract {
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
