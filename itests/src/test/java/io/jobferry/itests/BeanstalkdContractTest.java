package io.jobferry.itests;

import io.jobferry.testkit.BeanstalkContract;

@NeedsServer(ServerKind.BEANSTALKD)
class BeanstalkdContractTest extends BeanstalkContract {
    private final TestServer beanstalkd;

    BeanstalkdContractTest(TestServer beanstalkd) {
        this.beanstalkd = beanstalkd;
    }

    @Override
    protected String server() {
        return beanstalkd.address();
    }
}
