package io.jobferry.camel;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Down while a server of the consumer cannot be reached; sends nothing itself. */
final class QueueHealthCheck extends AbstractHealthCheck {
    private final QueueConsumer consumer;

    QueueHealthCheck(QueueConsumer consumer) {
        super("camel", "consumer:" + consumer.getRouteId());
        this.consumer = consumer;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("queues", consumer.getEndpoint().getQueueNames());
        builder.detail("jobs.in.work", consumer.getJobsInWork());
        Map<String, Throwable> down = consumer.outages().down();
        if (down.isEmpty()) {
            builder.up();
            return;
        }
        builder.detail("servers.down", String.join(",", down.keySet()));
        builder.error(down.values().iterator().next());
        builder.message("not reachable: " + String.join(", ", down.keySet()));
        builder.down();
    }
}
