package io.jobferry.camel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Route;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonObject;

/** The developer console's page of all routes that consume from job queues. */
@DevConsole(name = "jobferry", displayName = "Job Queues", description = "Routes that consume from job queues")
public class QueueDevConsole extends AbstractDevConsole {
    public QueueDevConsole() {
        super("camel", "jobferry", "Job Queues", "Routes that consume from job queues");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        for (QueueConsumer consumer : consumers()) {
            text.append("Route: %s%n".formatted(consumer.getRouteId()));
            row(consumer).forEach((name, value) -> text.append("    %s: %s%n".formatted(name, value)));
        }
        return text.toString();
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        List<JsonObject> rows = new ArrayList<>();
        for (QueueConsumer consumer : consumers()) {
            JsonObject json = new JsonObject(row(consumer));
            json.put("routeId", consumer.getRouteId());
            rows.add(json);
        }
        JsonObject root = new JsonObject();
        root.put("consumers", rows);
        return root;
    }

    private List<QueueConsumer> consumers() {
        List<QueueConsumer> consumers = new ArrayList<>();
        for (Route route : getCamelContext().getRoutes()) {
            if (route.getConsumer() instanceof QueueConsumer consumer) {
                consumers.add(consumer);
            }
        }
        return consumers;
    }

    private static Map<String, Object> row(QueueConsumer consumer) {
        return Map.of(
                "queues", consumer.getEndpoint().getQueueNames(),
                "servers", consumer.getEndpoint().getServiceUrl(),
                "serversDown", consumer.getServersDown(),
                "jobsInWork", consumer.getJobsInWork(),
                "status", consumer.getStatus().name());
    }
}
