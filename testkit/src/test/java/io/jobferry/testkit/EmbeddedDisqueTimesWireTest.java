package io.jobferry.testkit;

class EmbeddedDisqueTimesWireTest extends DisqueTimesWireSuite {
    @Override
    protected DisqueWireServer start() {
        return new EmbeddedDisqueWireServer(EmbeddedDisque.start());
    }
}
