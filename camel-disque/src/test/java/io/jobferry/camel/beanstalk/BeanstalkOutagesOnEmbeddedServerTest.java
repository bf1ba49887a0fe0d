package io.jobferry.camel.beanstalk;

class BeanstalkOutagesOnEmbeddedServerTest extends BeanstalkOutageContract {
    @Override
    protected BeanstalkServer server() {
        return new EmbeddedServer();
    }
}
