package io.jobferry.testkit;

class EmbeddedDisquePasswordWireTest extends DisquePasswordWireSuite {
    @Override
    protected DisqueWireServer start() {
        return new EmbeddedDisqueWireServer(
                EmbeddedDisque.builder().password(PASSWORD).start());
    }
}
