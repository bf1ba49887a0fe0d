package io.jobferry.itests;

import io.jobferry.testkit.DisqueQueuesWireSuite;
import io.jobferry.testkit.DisqueWireServer;

@NeedsServer(ServerKind.DISQUE)
class RealDisqueQueuesWireTest extends DisqueQueuesWireSuite {
    @Override
    protected DisqueWireServer start() {
        return RealDisqueWireServer.start();
    }
}
