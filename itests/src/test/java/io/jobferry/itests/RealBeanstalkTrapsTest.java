package io.jobferry.itests;

@NeedsServer(ServerKind.BEANSTALKD)
class RealBeanstalkTrapsTest extends BeanstalkTraps {
    RealBeanstalkTrapsTest(TestServer server) {
        super(server.address());
    }
}
