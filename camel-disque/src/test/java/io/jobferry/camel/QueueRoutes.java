package io.jobferry.camel;

import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
import io.jobferry.JobSink;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.PutResult;
import io.jobferry.QueueAdmin;
import io.jobferry.Queues;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/** Routes on queues, and a look at the queues from beside. */
public class QueueRoutes implements AutoCloseable {
    public static final Duration PATIENCE = Duration.ofSeconds(15);

    public final CamelContext context = new DefaultCamelContext();

    /** What the routes do not go through. */
    public final Backend beside;

    protected QueueRoutes(Backend beside) {
        this.beside = beside;
        context.getShutdownStrategy().setTimeout(10);
        context.getShutdownStrategy().setShutdownNowOnTimeout(true);
    }

    /** Routes whose component, found by its scheme, begins at this server. */
    public static QueueRoutes on(String scheme, QueueServer server) {
        return on(scheme, server, Queues.open(scheme + "://" + server.address()));
    }

    /** The same, with a look from beside through this backend, which is closed with the routes. */
    public static QueueRoutes on(String scheme, QueueServer server, Backend beside) {
        QueueRoutes routes = new QueueRoutes(beside);
        routes.context
                .getComponent(scheme, QueueComponent.class)
                .getConfiguration()
                .setServers(server.address());
        return routes;
    }

    public void start(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        context.start();
    }

    public void start(String from, Consumer<RouteDefinition> steps) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                steps.accept(from(from));
            }
        });
    }

    /** What became of an exchange with this body and these headers that was sent there. */
    public Exchange send(String uri, @Nullable Object body, Map<String, Object> headers) {
        return context.createProducerTemplate().send(uri, exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }

    /** Puts them as the backend does by default; returns the ids. */
    public List<String> put(String queue, String... bodies) {
        return put(queue, Arrays.stream(bodies).map(NewJob::of).toList());
    }

    public List<String> put(String queue, List<NewJob> jobs) {
        try (JobSink sink = beside.sink(queue)) {
            return sink.put(jobs).stream().map(QueueRoutes::idOf).toList();
        }
    }

    private static String idOf(PutResult result) {
        if (result.kind() != PutResult.Kind.PUT || result.id() == null) {
            throw new IllegalStateException("job was not put: " + result);
        }
        return result.id();
    }

    public long count(String queue, JobState state) {
        try (QueueAdmin admin = beside.admin(queue)) {
            return admin.stats().of(state).orElseThrow();
        }
    }

    /** All jobs of the queue, whatever their state. */
    public long count(String queue) {
        try (QueueAdmin admin = beside.admin(queue)) {
            var stats = admin.stats();
            return Arrays.stream(JobState.values())
                    .mapToLong(state -> stats.of(state).orElseThrow())
                    .sum();
        }
    }

    public void awaitCount(String queue, JobState state, long expected) {
        await().atMost(PATIENCE).until(() -> count(queue, state) == expected);
    }

    public void awaitEmpty(String queue) {
        await().atMost(PATIENCE).until(() -> count(queue) == 0);
    }

    @Override
    public void close() {
        context.stop();
        beside.close();
    }
}
