package io.jobferry.testkit;

import org.junit.jupiter.api.extension.RegisterExtension;

class EmbeddedBeanstalkdConsumerContractTest extends BeanstalkConsumerContract {
    @RegisterExtension
    static final EmbeddedBeanstalkdExtension BEANSTALKD = new EmbeddedBeanstalkdExtension();

    @Override
    protected String server() {
        return BEANSTALKD.uri();
    }
}
