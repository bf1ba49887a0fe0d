package io.jobferry.itests;

import io.jobferry.testkit.BeanstalkConsumerContract;

@NeedsServer(ServerKind.BEANSTALKD)
class BeanstalkdConsumerContractTest extends BeanstalkConsumerContract {
    private final TestServer beanstalkd;

    BeanstalkdConsumerContractTest(TestServer beanstalkd) {
        this.beanstalkd = beanstalkd;
    }

    @Override
    protected String server() {
        return beanstalkd.address();
    }
}
