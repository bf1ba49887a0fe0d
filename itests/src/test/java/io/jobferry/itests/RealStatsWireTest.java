package io.jobferry.itests;

import io.jobferry.testkit.StatsWireSuite;
import io.jobferry.testkit.WireServer;

@NeedsServer(ServerKind.BEANSTALKD)
class RealStatsWireTest extends StatsWireSuite {
    @Override
    protected WireServer start() {
        return new RealWireServer();
    }
}
