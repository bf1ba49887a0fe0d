package io.jobferry.itests;

import io.jobferry.camel.OutageContract;
import io.jobferry.camel.QueueServer;

@NeedsServer(ServerKind.DISQUE)
class DisqueRoutesOutagesOnRealServerTest extends OutageContract {
    @Override
    protected String scheme() {
        return "disque";
    }

    @Override
    protected QueueServer server() {
        return new RealQueueServer(ServerKind.DISQUE);
    }
}
