package io.jobferry.connect.beanstalk;

import io.jobferry.connect.JobSourceConnector;

/** Carries jobs from tubes of beanstalkd servers to Kafka topics; a job is deleted when its record is in Kafka. */
public final class BeanstalkSourceConnector extends JobSourceConnector {
    /** For the worker. */
    public BeanstalkSourceConnector() {
        super(new BeanstalkBinding(), BeanstalkSourceTask.class);
    }
}
