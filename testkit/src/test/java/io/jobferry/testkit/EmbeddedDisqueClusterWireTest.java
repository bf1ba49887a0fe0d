package io.jobferry.testkit;

class EmbeddedDisqueClusterWireTest extends DisqueClusterWireSuite {
    @Override
    protected DisqueWireServer start() {
        return new EmbeddedDisqueWireServer(EmbeddedDisque.startCluster(3));
    }
}
