package io.jobferry.testkit;

class EmbeddedDisqueJobsWireTest extends DisqueJobsWireSuite {
    @Override
    protected DisqueWireServer start() {
        return new EmbeddedDisqueWireServer(EmbeddedDisque.start());
    }
}
