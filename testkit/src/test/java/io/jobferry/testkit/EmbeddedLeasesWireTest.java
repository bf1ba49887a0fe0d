package io.jobferry.testkit;

class EmbeddedLeasesWireTest extends LeasesWireSuite {
    @Override
    protected WireServer start() {
        return new EmbeddedWireServer();
    }
}
