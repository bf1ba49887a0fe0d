package io.jobferry.camel.disque;

import io.jobferry.camel.EmbeddedServer;
import io.jobferry.camel.QueueServer;

class DisqueRoutesOnEmbeddedServerTest extends DisqueRouteContract {
    @Override
    protected QueueServer server() {
        return EmbeddedServer.disque();
    }
}
