package io.jobferry.testkit;

class EmbeddedSyntaxWireTest extends SyntaxWireSuite {
    @Override
    protected WireServer start() {
        return new EmbeddedWireServer();
    }
}
