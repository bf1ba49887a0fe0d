package io.jobferry.testkit;

import io.jobferry.Backend;
import io.jobferry.PutOptions;
import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkOptions;
import io.jobferry.beanstalk.BeanstalkPut;

/** What a consumer does with a beanstalkd, whoever made it. */
public abstract class BeanstalkConsumerContract extends ConsumerContract {
    /** The address of the server. */
    protected abstract String server();

    @Override
    protected Backend open() {
        return new BeanstalkBackend(BeanstalkOptions.of(server()));
    }

    @Override
    protected PutOptions shortLease() {
        return BeanstalkPut.DEFAULT.withTimeToRun(SHORT_LEASE);
    }
}
