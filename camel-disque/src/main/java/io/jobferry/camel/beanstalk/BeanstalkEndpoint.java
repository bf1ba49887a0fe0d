package io.jobferry.camel.beanstalk;

import io.jobferry.Backend;
import io.jobferry.Tls;
import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkOptions;
import io.jobferry.camel.JobHeaders;
import io.jobferry.camel.QueueEndpoint;
import java.util.List;
import org.apache.camel.Category;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.jspecify.annotations.Nullable;

/** Consume jobs from beanstalkd tubes, put jobs into them, and run beanstalkd's other commands. */
@ManagedResource(description = "Managed beanstalkd endpoint")
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "beanstalk",
        title = "Beanstalk",
        syntax = "beanstalk:tubes",
        category = Category.MESSAGING,
        headersClass = BeanstalkConstants.class)
public class BeanstalkEndpoint extends QueueEndpoint {
    private static final String LOCAL = "localhost:11300";

    @UriPath(description = "The tubes, parted by commas; one where jobs are put.")
    @Metadata(required = true)
    private String tubes = "";

    @UriParam
    private final BeanstalkConfiguration configuration;

    BeanstalkEndpoint(
            String uri, BeanstalkComponent component, BeanstalkConfiguration configuration, List<String> tubes) {
        super(uri, component, tubes);
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        return new BeanstalkProducer(this);
    }

    @Override
    public BeanstalkConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    protected List<String> configuredServers() {
        return configuration.serverList(LOCAL);
    }

    @Override
    public String getServiceProtocol() {
        return "beanstalk";
    }

    @Override
    public JobHeaders headers() {
        return BeanstalkConstants.HEADERS;
    }

    public String getTubes() {
        return tubes;
    }

    public void setTubes(String tubes) {
        this.tubes = tubes;
    }

    @Override
    protected @Nullable Backend givenBackend() {
        return configuration.getBackend();
    }

    @Override
    protected List<Backend> open(List<String> servers) {
        return servers.stream().map(this::open).toList();
    }

    private Backend open(String server) {
        BeanstalkOptions options = BeanstalkOptions.of(server)
                .withConnectTimeout(configuration.getConnectTimeout())
                .withCommandTimeout(configuration.getCommandTimeout())
                .withPut(configuration.put())
                .withFetchStats(configuration.isFetchStats());
        Tls tls = tls();
        return new BeanstalkBackend(tls == null ? options : options.withTls(tls));
    }
}
