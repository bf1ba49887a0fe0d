package io.jobferry.camel.beanstalk;

class BeanstalkRoutesOnEmbeddedServerTest extends BeanstalkRouteContract {
    @Override
    protected BeanstalkServer server() {
        return new EmbeddedServer();
    }
}
