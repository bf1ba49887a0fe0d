package io.jobferry.itests;

import io.jobferry.camel.QueueServer;
import io.jobferry.camel.disque.DisqueRouteContract;

@NeedsServer(ServerKind.DISQUE)
class DisqueRoutesOnRealServerTest extends DisqueRouteContract {
    @Override
    protected QueueServer server() {
        return new RealQueueServer(ServerKind.DISQUE);
    }
}
