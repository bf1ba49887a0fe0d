package io.jobferry.camel;

import io.jobferry.Backend;
import io.jobferry.PutOptions;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;

/** Queues in this JVM. */
final class MemoryEndpoint extends QueueEndpoint {
    static final JobHeaders HEADERS =
            new JobHeaders("Id", "Key", "Queue", "Attempt", "Acknowledgement", "Result", List.of(), job -> Map.of());

    private final QueueConfiguration configuration;
    private final Backend backend;

    MemoryEndpoint(
            String uri,
            MemoryComponent component,
            List<String> queues,
            QueueConfiguration configuration,
            Backend backend) {
        super(uri, component, queues);
        this.configuration = configuration;
        this.backend = backend;
    }

    @Override
    public QueueConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    protected List<String> configuredServers() {
        return List.of(backend.name());
    }

    @Override
    protected Backend givenBackend() {
        return backend;
    }

    @Override
    protected List<Backend> open(List<String> servers) {
        throw new IllegalStateException("the backend was given: " + servers);
    }

    @Override
    public JobHeaders headers() {
        return HEADERS;
    }

    @Override
    public Producer createProducer() {
        return new QueueProducer(this) {
            @Override
            public void process(Exchange exchange) throws Exception {
                put(exchange);
            }

            @Override
            protected PutOptions putOptions(JobRequest request) {
                return PutOptions.none();
            }
        };
    }

    @Override
    public String getServiceProtocol() {
        return "memory";
    }
}
