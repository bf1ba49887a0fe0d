package io.jobferry.testkit;

class EmbeddedStatsWireTest extends StatsWireSuite {
    @Override
    protected WireServer start() {
        return new EmbeddedWireServer();
    }
}
