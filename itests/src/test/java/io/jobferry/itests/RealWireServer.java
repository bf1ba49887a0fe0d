package io.jobferry.itests;

import io.jobferry.testkit.WireServer;

/** A real beanstalkd, which is right where the embedded one differs. */
final class RealWireServer implements WireServer {
    private final TestServer beanstalkd = Servers.start(ServerKind.BEANSTALKD);

    @Override
    public int port() {
        String address = beanstalkd.address();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    @Override
    public void drain() {
        beanstalkd.signal("USR1");
    }

    @Override
    public void close() {
        beanstalkd.close();
    }
}
