package io.jobferry.testkit;

class EmbeddedDisqueQueuesWireTest extends DisqueQueuesWireSuite {
    @Override
    protected DisqueWireServer start() {
        return new EmbeddedDisqueWireServer(EmbeddedDisque.start());
    }
}
