package io.jobferry.itests;

import io.jobferry.camel.beanstalk.BeanstalkServer;

/** A real beanstalkd without a binlog, for the suites of routes. */
final class RealBeanstalkServer implements BeanstalkServer {
    private final TestServer server = Servers.start(ServerKind.BEANSTALKD);

    /** Not started yet, but with an address: it is started for that and ended at once. */
    RealBeanstalkServer() {
        server.kill();
    }

    @Override
    public String address() {
        return server.address();
    }

    @Override
    public void start() {
        server.restart();
    }

    @Override
    public void stop() {
        server.kill();
    }

    @Override
    public void close() {
        server.close();
    }
}
