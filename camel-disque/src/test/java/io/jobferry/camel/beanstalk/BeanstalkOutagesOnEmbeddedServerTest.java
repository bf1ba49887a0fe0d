package io.jobferry.camel.beanstalk;

import io.jobferry.camel.EmbeddedServer;
import io.jobferry.camel.OutageContract;
import io.jobferry.camel.QueueServer;

class BeanstalkOutagesOnEmbeddedServerTest extends OutageContract {
    @Override
    protected String scheme() {
        return "beanstalk";
    }

    @Override
    protected QueueServer server() {
        return EmbeddedServer.beanstalkd();
    }
}
