package io.jobferry.connect.beanstalk;

import io.jobferry.connect.JobSourceTask;

/** A task of {@link BeanstalkSourceConnector}. */
public final class BeanstalkSourceTask extends JobSourceTask {
    /** For the worker. */
    public BeanstalkSourceTask() {
        super(new BeanstalkBinding());
    }
}
