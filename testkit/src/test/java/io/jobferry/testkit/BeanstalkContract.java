package io.jobferry.testkit;

import io.jobferry.Backend;
import io.jobferry.PutOptions;
import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkOptions;
import io.jobferry.beanstalk.BeanstalkPut;
import org.junit.jupiter.api.Nested;

/** The contract on a beanstalkd, whoever made it. */
public abstract class BeanstalkContract extends BackendContract {
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

    @Override
    protected String badQueue() {
        return "mail box";
    }

    @Nested
    class Priority extends PriorityContract {
        @Override
        protected Backend open() {
            return new BeanstalkBackend(BeanstalkOptions.of(server()));
        }

        @Override
        protected PutOptions priority(long priority) {
            return BeanstalkPut.DEFAULT.withPriority(priority);
        }
    }
}
