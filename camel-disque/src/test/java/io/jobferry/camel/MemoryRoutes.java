package io.jobferry.camel;

import static org.awaitility.Awaitility.await;

import io.jobferry.JobSink;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.QueueAdmin;
import io.jobferry.memory.MemoryBackend;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;

/** Routes on queues in this JVM. */
final class MemoryRoutes implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    final MemoryBackend backend = new MemoryBackend();
    final CamelContext context = new DefaultCamelContext();

    MemoryRoutes() {
        context.addComponent("memory", new MemoryComponent(backend));
        context.getShutdownStrategy().setTimeout(10);
        context.getShutdownStrategy().setShutdownNowOnTimeout(true);
    }

    void start(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        context.start();
    }

    void start(String from, Consumer<RouteDefinition> steps) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                steps.accept(from(from));
            }
        });
    }

    void put(String queue, String... bodies) {
        try (JobSink sink = backend.sink(queue)) {
            sink.put(Arrays.stream(bodies).map(NewJob::of).toList());
        }
    }

    long count(String queue, JobState state) {
        try (QueueAdmin admin = backend.admin(queue)) {
            return admin.stats().of(state).orElseThrow();
        }
    }

    /** All jobs of the queue, whatever their state. */
    long count(String queue) {
        return Arrays.stream(JobState.values())
                .mapToLong(state -> count(queue, state))
                .sum();
    }

    void awaitCount(String queue, JobState state, long expected) {
        await().atMost(PATIENCE).until(() -> count(queue, state) == expected);
    }

    void awaitEmpty(String queue) {
        await().atMost(PATIENCE).until(() -> count(queue) == 0);
    }

    @Override
    public void close() {
        context.stop();
        backend.close();
    }
}
