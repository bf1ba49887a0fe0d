package io.jobferry.itests;

import io.jobferry.testkit.DisquePasswordWireSuite;
import io.jobferry.testkit.DisqueWireServer;

@NeedsServer(ServerKind.DISQUE)
class RealDisquePasswordWireTest extends DisquePasswordWireSuite {
    @Override
    protected DisqueWireServer start() {
        return RealDisqueWireServer.start("--requirepass", PASSWORD);
    }
}
