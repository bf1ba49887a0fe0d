package io.jobferry.connect.beanstalk;

import io.jobferry.Backend;
import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkOptions;
import io.jobferry.connect.ConnectorFixture;
import io.jobferry.connect.JobSinkConnector;
import io.jobferry.connect.JobSourceConnector;
import io.jobferry.testkit.EmbeddedBeanstalkd;

/** The connectors on an embedded server. */
final class BeanstalkFixture implements ConnectorFixture {
    private final EmbeddedBeanstalkd server = EmbeddedBeanstalkd.start();
    private final Backend backend =
            new BeanstalkBackend(BeanstalkOptions.of(server.uri()).withFetchStats(true));

    @Override
    public String name() {
        return "beanstalk";
    }

    @Override
    public String tlsScheme() {
        return "beanstalks";
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public JobSourceConnector source() {
        return new BeanstalkSourceConnector();
    }

    @Override
    public JobSinkConnector sink() {
        return new BeanstalkSinkConnector();
    }

    @Override
    public Backend backend() {
        return backend;
    }

    @Override
    public void close() {
        backend.close();
        server.close();
    }
}
