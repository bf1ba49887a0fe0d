package io.jobferry.itests;

import io.jobferry.testkit.LeasesWireSuite;
import io.jobferry.testkit.WireServer;

@NeedsServer(ServerKind.BEANSTALKD)
class RealLeasesWireTest extends LeasesWireSuite {
    @Override
    protected WireServer start() {
        return new RealWireServer();
    }
}
