package io.jobferry.itests;

import io.jobferry.testkit.DisqueClusterWireSuite;
import io.jobferry.testkit.DisqueWireServer;

@NeedsServer(ServerKind.DISQUE)
class RealDisqueClusterWireTest extends DisqueClusterWireSuite {
    @Override
    protected DisqueWireServer start() {
        return RealDisqueWireServer.startCluster(3);
    }
}
