package io.jobferry.itests;

import io.jobferry.testkit.DisqueTimesWireSuite;
import io.jobferry.testkit.DisqueWireServer;

@NeedsServer(ServerKind.DISQUE)
class RealDisqueTimesWireTest extends DisqueTimesWireSuite {
    @Override
    protected DisqueWireServer start() {
        return RealDisqueWireServer.start();
    }
}
