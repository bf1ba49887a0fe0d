package io.jobferry.testkit;

final class EmbeddedWireServer implements WireServer {
    private final EmbeddedBeanstalkd beanstalkd = EmbeddedBeanstalkd.start();

    @Override
    public int port() {
        return beanstalkd.port();
    }

    @Override
    public void drain() {
        beanstalkd.drain();
    }

    @Override
    public void close() {
        beanstalkd.close();
    }
}
