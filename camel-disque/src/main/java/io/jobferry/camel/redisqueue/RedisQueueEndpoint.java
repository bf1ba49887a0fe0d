package io.jobferry.camel.redisqueue;

import io.jobferry.Backend;
import io.jobferry.Tls;
import io.jobferry.camel.JobHeaders;
import io.jobferry.camel.QueueEndpoint;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueOptions;
import java.util.List;
import org.apache.camel.Category;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.jspecify.annotations.Nullable;

/** Consume jobs from Redis, from core-queue's keys or plain lists, put jobs there, and run core-queue's commands. */
@ManagedResource(description = "Managed Redis job queue endpoint")
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "redisqueue",
        title = "Redis Queue",
        syntax = "redisqueue:queues",
        category = Category.MESSAGING,
        headersClass = RedisQueueConstants.class)
public class RedisQueueEndpoint extends QueueEndpoint {
    private static final String LOCAL = "localhost:6379";

    @UriPath(
            description =
                    "The queues, or with envelope=RAW the keys of plain lists, parted by commas; one where jobs are"
                            + " put.")
    @Metadata(required = true)
    private String queues = "";

    @UriParam
    private final RedisQueueConfiguration configuration;

    RedisQueueEndpoint(
            String uri, RedisQueueComponent component, RedisQueueConfiguration configuration, List<String> queues) {
        super(uri, component, queues);
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        return new RedisQueueProducer(this);
    }

    @Override
    public RedisQueueConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public String getServiceProtocol() {
        return "redis";
    }

    @Override
    public JobHeaders headers() {
        return RedisQueueConstants.HEADERS;
    }

    public String getQueues() {
        return queues;
    }

    public void setQueues(String queues) {
        this.queues = queues;
    }

    @Override
    protected List<String> configuredServers() {
        return RedisQueueOptions.servers(configuration.serverList(LOCAL));
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
        RedisQueueOptions options = configuration.options(server);
        Tls tls = tls();
        return new RedisQueueBackend(tls == null ? options : options.withTls(tls));
    }
}
