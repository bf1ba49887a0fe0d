package io.jobferry.connect.beanstalk;

import io.jobferry.connect.JobSinkTask;

/** A task of {@link BeanstalkSinkConnector}. */
public final class BeanstalkSinkTask extends JobSinkTask {
    /** For the worker. */
    public BeanstalkSinkTask() {
        super(new BeanstalkBinding());
    }
}
