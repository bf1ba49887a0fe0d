package io.jobferry.itests;

import io.jobferry.testkit.DisqueJobsWireSuite;
import io.jobferry.testkit.DisqueWireServer;

@NeedsServer(ServerKind.DISQUE)
class RealDisqueJobsWireTest extends DisqueJobsWireSuite {
    @Override
    protected DisqueWireServer start() {
        return RealDisqueWireServer.start();
    }
}
