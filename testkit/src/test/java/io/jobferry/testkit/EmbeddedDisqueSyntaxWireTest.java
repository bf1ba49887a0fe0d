package io.jobferry.testkit;

class EmbeddedDisqueSyntaxWireTest extends DisqueSyntaxWireSuite {
    @Override
    protected DisqueWireServer start() {
        return new EmbeddedDisqueWireServer(EmbeddedDisque.start());
    }
}
