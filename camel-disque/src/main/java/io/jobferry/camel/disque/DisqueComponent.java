package io.jobferry.camel.disque;

import io.jobferry.camel.QueueComponent;
import io.jobferry.camel.QueueEndpoint;
import java.util.Map;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;

/** Consumes jobs from queues of Disque and puts jobs into them. */
@Component("disque")
public class DisqueComponent extends QueueComponent {
    @Metadata(description = "The options that all endpoints begin with.")
    private DisqueConfiguration configuration = new DisqueConfiguration();

    @Override
    protected QueueEndpoint newEndpoint(String uri, String path, Map<String, Object> parameters) {
        requireUnits(parameters, "delay", "retry", "ttl", "deadTtl", "maxHold");
        if (parameters.get("operation") instanceof String word) {
            parameters.put("operation", DisqueOperation.nameOf(word));
        }
        DisqueEndpoint endpoint = new DisqueEndpoint(uri, this, configuration.copy(), names(path, ','));
        endpoint.setQueues(path);
        return endpoint;
    }

    @Override
    public DisqueConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(DisqueConfiguration configuration) {
        this.configuration = configuration;
    }
}
