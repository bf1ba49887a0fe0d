package io.jobferry.testkit;

import io.jobferry.Backend;
import io.jobferry.PutOptions;
import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkOptions;
import io.jobferry.beanstalk.BeanstalkPut;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

class EmbeddedBeanstalkdConsumerContractTest extends ConsumerContract {
    @RegisterExtension
    static final EmbeddedBeanstalkdExtension BEANSTALKD = new EmbeddedBeanstalkdExtension();

    @Override
    protected Backend open() {
        return new BeanstalkBackend(BeanstalkOptions.of(BEANSTALKD.uri()));
    }

    @Override
    protected PutOptions leasing(Duration lease) {
        return BeanstalkPut.DEFAULT.withTimeToRun(lease);
    }
}
