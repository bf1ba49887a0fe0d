package io.jobferry.itests;

import io.jobferry.camel.OutageContract;
import io.jobferry.camel.QueueServer;

@NeedsServer(ServerKind.BEANSTALKD)
class BeanstalkOutagesOnRealServerTest extends OutageContract {
    @Override
    protected String scheme() {
        return "beanstalk";
    }

    @Override
    protected QueueServer server() {
        return new RealQueueServer(ServerKind.BEANSTALKD);
    }
}
