package io.jobferry.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Suspend, resume, stop: no job lost, none doubled, no attempt used. */
class LifecycleTest {
    private final MemoryRoutes routes = new MemoryRoutes();
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> attempts = Collections.synchronizedList(new ArrayList<>());
    private final Gate gate = new Gate();

    @AfterEach
    void close() {
        gate.open();
        routes.close();
    }

    @Test
    void a_suspended_route_takes_no_jobs_until_it_is_resumed() throws Exception {
        start("memory:mail");
        routes.put("mail", "a");
        routes.awaitEmpty("mail");

        routes.context.getRouteController().suspendRoute("mail");
        routes.put("mail", "b");
        await().during(Duration.ofMillis(300)).until(() -> routes.count("mail", JobState.READY) == 1);
        routes.context.getRouteController().resumeRoute("mail");

        routes.awaitEmpty("mail");
        assertThat(seen).containsExactly("a", "b");
        assertThat(attempts).containsOnly(1);
    }

    @Test
    void a_stopped_route_can_be_started_again() throws Exception {
        start("memory:mail");
        routes.context.getRouteController().stopRoute("mail");
        routes.put("mail", "a");

        routes.context.getRouteController().startRoute("mail");

        routes.awaitEmpty("mail");
        assertThat(seen).containsExactly("a");
    }

    @Test
    void a_graceful_stop_lets_the_job_in_the_route_finish_and_gives_back_the_rest() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("memory:mail")
                        .routeId("mail")
                        .process(LifecycleTest.this::see)
                        .process(gate);
            }
        });
        routes.put("mail", bodies(20));
        gate.awaitReached();

        assertThat(consumer().deferShutdown(ShutdownRunningTask.CompleteCurrentTaskOnly))
                .isTrue();
        assertThat(consumer().getPendingExchangesSize()).isPositive();
        gate.open();
        await().atMost(MemoryRoutes.PATIENCE).until(() -> consumer().getPendingExchangesSize() == 0);
        routes.context.getRouteController().stopRoute("mail");

        assertThat(seen).doesNotHaveDuplicates();
        assertThat(routes.count("mail", JobState.RESERVED)).isZero();
        assertThat(routes.count("mail", JobState.READY)).isEqualTo(20 - seen.size());
        assertThat(seen).hasSizeLessThan(20);
    }

    @Test
    void jobs_that_a_graceful_stop_gave_back_come_again_with_no_attempt_used() throws Exception {
        start("memory:mail");
        routes.put("mail", bodies(200));

        await().until(() -> !seen.isEmpty());
        routes.context.getRouteController().stopRoute("mail");
        routes.context.getRouteController().startRoute("mail");

        routes.awaitEmpty("mail");
        assertThat(seen).containsExactlyInAnyOrder(bodies(200));
        assertThat(attempts).containsOnly(1);
    }

    @Test
    void a_stop_that_runs_out_of_time_gives_the_job_back_with_no_attempt_used() throws Exception {
        routes.context.getShutdownStrategy().setTimeout(1);
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("memory:mail").routeId("mail").process(gate);
            }
        });
        routes.put("mail", "a");
        gate.awaitReached();

        routes.context.stop();

        assertThat(routes.count("mail", JobState.READY)).isEqualTo(1);
    }

    @Test
    void a_graceful_stop_waits_for_jobs_on_asynchronous_routes() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("memory:mail").routeId("mail").to("seda:later");
                from("seda:later").process(gate).process(LifecycleTest.this::see);
            }
        });
        routes.put("mail", "a");
        gate.awaitReached();

        assertThat(consumer().deferShutdown(ShutdownRunningTask.CompleteCurrentTaskOnly))
                .isTrue();
        assertThat(consumer().getPendingExchangesSize()).isPositive();
        gate.open();
        await().atMost(MemoryRoutes.PATIENCE).until(() -> consumer().getPendingExchangesSize() == 0);
        routes.context.getRouteController().stopRoute("mail");

        assertThat(seen).containsExactly("a");
        assertThat(routes.count("mail")).isZero();
    }

    private void start(String from) throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).routeId("mail").process(LifecycleTest.this::see);
            }
        });
    }

    private QueueConsumer consumer() {
        return (QueueConsumer)
                Objects.requireNonNull(routes.context.getRoute("mail")).getConsumer();
    }

    private void see(Exchange exchange) {
        seen.add(exchange.getMessage().getBody(String.class));
        attempts.add(exchange.getMessage().getHeader("Attempt", Integer.class));
    }

    private static String[] bodies(int count) {
        return IntStream.range(0, count).mapToObj(i -> "job " + i).toArray(String[]::new);
    }
}
