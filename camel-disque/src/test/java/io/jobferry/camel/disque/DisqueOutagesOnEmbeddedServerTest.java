package io.jobferry.camel.disque;

import io.jobferry.camel.EmbeddedServer;
import io.jobferry.camel.OutageContract;
import io.jobferry.camel.QueueServer;

class DisqueOutagesOnEmbeddedServerTest extends OutageContract {
    @Override
    protected String scheme() {
        return "disque";
    }

    @Override
    protected QueueServer server() {
        return EmbeddedServer.disque();
    }
}
