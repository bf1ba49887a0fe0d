package io.jobferry.camel.redisqueue;

import io.jobferry.camel.QueueComponent;
import io.jobferry.camel.QueueEndpoint;
import java.util.Map;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;

/** Consumes jobs from Redis, as core-queue or as plain lists, and puts jobs into it. */
@Component("redisqueue")
public class RedisQueueComponent extends QueueComponent {
    @Metadata(description = "The options that all endpoints begin with.")
    private RedisQueueConfiguration configuration = new RedisQueueConfiguration();

    @Override
    protected QueueEndpoint newEndpoint(String uri, String path, Map<String, Object> parameters) {
        requireUnits(parameters, "delay", "backoff", "handleTimeout", "lease");
        RedisQueueEndpoint endpoint = new RedisQueueEndpoint(uri, this, configuration.copy(), names(path, ','));
        endpoint.setQueues(path);
        return endpoint;
    }

    @Override
    public RedisQueueConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(RedisQueueConfiguration configuration) {
        this.configuration = configuration;
    }
}
