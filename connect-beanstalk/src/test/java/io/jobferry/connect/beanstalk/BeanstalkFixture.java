package io.jobferry.connect.beanstalk;

import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkOptions;
import io.jobferry.connect.ConnectorFixture;
import io.jobferry.connect.JobSinkConnector;
import io.jobferry.connect.JobSourceConnector;
import io.jobferry.testkit.EmbeddedBeanstalkd;

/** The connectors on an embedded server. */
final class BeanstalkFixture extends ConnectorFixture {
    private BeanstalkFixture(EmbeddedBeanstalkd server) {
        super(
                "beanstalk",
                server.port(),
                new BeanstalkBackend(BeanstalkOptions.of(server.uri()).withFetchStats(true)),
                server::close);
    }

    static BeanstalkFixture open() {
        return new BeanstalkFixture(EmbeddedBeanstalkd.start());
    }

    @Override
    public JobSourceConnector source() {
        return new BeanstalkSourceConnector();
    }

    @Override
    public JobSinkConnector sink() {
        return new BeanstalkSinkConnector();
    }
}
