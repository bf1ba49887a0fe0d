package io.jobferry.testkit;

class EmbeddedCommandsWireTest extends CommandsWireSuite {
    @Override
    protected WireServer start() {
        return new EmbeddedWireServer();
    }
}
