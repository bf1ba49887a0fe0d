package io.jobferry.itests;

import io.jobferry.Backend;
import io.jobferry.PutOptions;
import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkOptions;
import io.jobferry.beanstalk.BeanstalkPut;
import io.jobferry.testkit.ConsumerContract;
import java.time.Duration;

@NeedsServer(ServerKind.BEANSTALKD)
class BeanstalkdConsumerContractTest extends ConsumerContract {
    private final TestServer server;

    BeanstalkdConsumerContractTest(TestServer server) {
        this.server = server;
    }

    @Override
    protected Backend open() {
        return new BeanstalkBackend(BeanstalkOptions.of(server.address()));
    }

    @Override
    protected PutOptions leasing(Duration lease) {
        return BeanstalkPut.DEFAULT.withTimeToRun(lease);
    }
}
