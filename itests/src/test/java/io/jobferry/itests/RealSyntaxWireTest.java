package io.jobferry.itests;

import io.jobferry.testkit.SyntaxWireSuite;
import io.jobferry.testkit.WireServer;

@NeedsServer(ServerKind.BEANSTALKD)
class RealSyntaxWireTest extends SyntaxWireSuite {
    @Override
    protected WireServer start() {
        return new RealWireServer();
    }
}
