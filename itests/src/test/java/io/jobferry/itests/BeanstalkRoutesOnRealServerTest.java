package io.jobferry.itests;

import io.jobferry.camel.QueueServer;
import io.jobferry.camel.beanstalk.BeanstalkRouteContract;

@NeedsServer(ServerKind.BEANSTALKD)
class BeanstalkRoutesOnRealServerTest extends BeanstalkRouteContract {
    @Override
    protected QueueServer server() {
        return new RealQueueServer(ServerKind.BEANSTALKD);
    }
}
