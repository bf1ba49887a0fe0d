package io.jobferry.itests;

import io.jobferry.testkit.DisqueSyntaxWireSuite;
import io.jobferry.testkit.DisqueWireServer;

@NeedsServer(ServerKind.DISQUE)
class RealDisqueSyntaxWireTest extends DisqueSyntaxWireSuite {
    @Override
    protected DisqueWireServer start() {
        return RealDisqueWireServer.start();
    }
}
