package io.jobferry.itests;

import io.jobferry.testkit.CommandsWireSuite;
import io.jobferry.testkit.WireServer;

@NeedsServer(ServerKind.BEANSTALKD)
class RealCommandsWireTest extends CommandsWireSuite {
    @Override
    protected WireServer start() {
        return new RealWireServer();
    }
}
