package io.jobferry.camel.disque;

import io.jobferry.Backend;
import io.jobferry.Tls;
import io.jobferry.camel.JobHeaders;
import io.jobferry.camel.QueueEndpoint;
import io.jobferry.disque.DisqueBackend;
import io.jobferry.disque.DisqueOptions;
import java.util.List;
import org.apache.camel.Category;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.jspecify.annotations.Nullable;

/** Consume jobs from queues of Disque, put jobs into them, and run Disque's other commands. */
@ManagedResource(description = "Managed Disque endpoint")
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "disque",
        title = "Disque",
        syntax = "disque:queues",
        category = Category.MESSAGING,
        headersClass = DisqueConstants.class)
public class DisqueEndpoint extends QueueEndpoint {
    @UriPath(description = "The queues, parted by commas; one where jobs are put.")
    @Metadata(required = true)
    private String queues = "";

    @UriParam
    private final DisqueConfiguration configuration;

    DisqueEndpoint(String uri, DisqueComponent component, DisqueConfiguration configuration, List<String> queues) {
        super(uri, component, queues);
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        return new DisqueProducer(this);
    }

    @Override
    public DisqueConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public String getServiceProtocol() {
        return "disque";
    }

    @Override
    public JobHeaders headers() {
        return DisqueConstants.HEADERS;
    }

    public String getQueues() {
        return queues;
    }

    public void setQueues(String queues) {
        this.queues = queues;
    }

    @Override
    protected List<String> configuredServers() {
        return configuration.serverList(DisqueOptions.ofEnvironment().servers());
    }

    @Override
    protected @Nullable Backend givenBackend() {
        return configuration.getBackend();
    }

    @Override
    protected List<Backend> open(List<String> servers) {
        DisqueOptions options = configuration.options(String.join(",", servers));
        Tls tls = tls();
        return List.of(new DisqueBackend(tls == null ? options : options.withTls(tls)));
    }
}
