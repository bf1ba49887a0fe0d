package io.jobferry.connect.beanstalk;

import io.jobferry.connect.JobSinkConnector;

/** Carries records of Kafka topics to tubes of beanstalkd servers, as jobs. */
public final class BeanstalkSinkConnector extends JobSinkConnector {
    /** For the worker. */
    public BeanstalkSinkConnector() {
        super(new BeanstalkBinding(), BeanstalkSinkTask.class);
    }
}
