package io.jobferry.itests;

import io.jobferry.camel.beanstalk.BeanstalkOutageContract;
import io.jobferry.camel.beanstalk.BeanstalkServer;

@NeedsServer(ServerKind.BEANSTALKD)
class BeanstalkOutagesOnRealServerTest extends BeanstalkOutageContract {
    @Override
    protected BeanstalkServer server() {
        return new RealBeanstalkServer();
    }
}
