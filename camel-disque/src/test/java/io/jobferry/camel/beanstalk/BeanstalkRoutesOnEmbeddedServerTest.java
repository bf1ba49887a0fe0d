package io.jobferry.camel.beanstalk;

import io.jobferry.camel.EmbeddedServer;
import io.jobferry.camel.QueueServer;

class BeanstalkRoutesOnEmbeddedServerTest extends BeanstalkRouteContract {
    @Override
    protected QueueServer server() {
        return EmbeddedServer.beanstalkd();
    }
}
