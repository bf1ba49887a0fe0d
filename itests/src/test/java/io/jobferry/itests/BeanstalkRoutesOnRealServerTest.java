package io.jobferry.itests;

import io.jobferry.camel.beanstalk.BeanstalkRouteContract;
import io.jobferry.camel.beanstalk.BeanstalkServer;

@NeedsServer(ServerKind.BEANSTALKD)
class BeanstalkRoutesOnRealServerTest extends BeanstalkRouteContract {
    @Override
    protected BeanstalkServer server() {
        return new RealBeanstalkServer();
    }
}
