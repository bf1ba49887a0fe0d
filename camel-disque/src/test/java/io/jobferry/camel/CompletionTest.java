package io.jobferry.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.JobState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a route's job is acknowledged, and when it fails. */
class CompletionTest {
    private static final String NO_RETRY = "?onFailure=dead";

    private final MemoryRoutes routes = new MemoryRoutes();
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private final Gate gate = new Gate();

    @AfterEach
    void close() {
        gate.open();
        routes.close();
    }

    @Test
    void a_job_is_gone_when_its_route_went_well() throws Exception {
        routes.start("memory:mail", route -> route.process(this::see));

        routes.put("mail", "a", "b");

        routes.awaitEmpty("mail");
        assertThat(seen).containsExactly("a", "b");
    }

    @Test
    void a_job_is_held_while_its_route_runs() throws Exception {
        routes.start("memory:mail", route -> route.process(gate));

        routes.put("mail", "a");
        gate.awaitReached();

        assertThat(routes.count("mail", JobState.RESERVED)).isEqualTo(1);
        gate.open();
        routes.awaitEmpty("mail");
    }

    @Test
    void a_failed_job_is_tried_again_and_dead_after_the_last_attempt() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        routes.start(
                "memory:mail?maxAttempts=3&retryDelay=1ms&maxRetryDelay=2ms",
                route -> route.process(exchange -> {
                    tries.incrementAndGet();
                    throw new IllegalStateException("no");
                }));

        routes.put("mail", "a");

        routes.awaitCount("mail", JobState.DEAD, 1);
        assertThat(tries).hasValue(3);
    }

    @Test
    void a_failed_job_is_forgotten_where_failures_are_discarded() throws Exception {
        routes.start("memory:mail?onFailure=discard", route -> route.throwException(new IllegalStateException("no")));

        routes.put("mail", "a");

        routes.awaitEmpty("mail");
    }

    @Test
    void an_error_fails_the_job_and_the_lane_goes_on() throws Exception {
        routes.start(
                "memory:mail" + NO_RETRY,
                route -> route.process(exchange -> {
                            if ("bad".equals(exchange.getMessage().getBody(String.class))) {
                                throw new StackOverflowError("deep");
                            }
                        })
                        .process(this::see));

        routes.put("mail", "bad", "good");

        routes.awaitCount("mail", JobState.DEAD, 1);
        await().atMost(MemoryRoutes.PATIENCE)
                .untilAsserted(() -> assertThat(seen).containsExactly("good"));
        assertThat(routes.context.getInflightRepository().size()).isZero();
    }

    @Test
    void a_handled_exception_is_success() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).handled(true);
                from("memory:mail" + NO_RETRY).throwException(new IllegalStateException("no"));
            }
        });

        routes.put("mail", "a");

        routes.awaitEmpty("mail");
    }

    @Test
    void rollback_only_without_an_exception_is_failure() throws Exception {
        routes.start("memory:mail" + NO_RETRY, route -> route.markRollbackOnly());

        routes.put("mail", "a");

        routes.awaitCount("mail", JobState.DEAD, 1);
    }

    @Test
    void rollback_only_last_without_an_exception_is_failure() throws Exception {
        routes.start("memory:mail" + NO_RETRY, route -> route.markRollbackOnlyLast());

        routes.put("mail", "a");

        routes.awaitCount("mail", JobState.DEAD, 1);
    }

    @Test
    void a_route_that_removes_all_headers_is_still_acknowledged() throws Exception {
        routes.start("memory:mail", route -> route.removeHeaders("*").process(this::see));

        routes.put("mail", "a");

        routes.awaitEmpty("mail");
    }

    @Test
    void putting_a_job_on_acknowledges_the_first_and_leaves_the_second() throws Exception {
        routes.start("memory:a", route -> route.to("memory:b"));

        routes.put("a", "x");

        routes.awaitCount("b", JobState.READY, 1);
        routes.awaitEmpty("a");
        assertThat(routes.count("b", JobState.READY)).isEqualTo(1);
    }

    @Test
    void ack_mode_none_acknowledges_before_the_route() throws Exception {
        routes.start(
                "memory:mail?ackMode=none",
                route -> route.process(gate).throwException(new IllegalStateException("no")));

        routes.put("mail", "a");
        gate.awaitReached();

        routes.awaitEmpty("mail");
        gate.open();
        assertThat(routes.count("mail")).isZero();
    }

    private void see(Exchange exchange) {
        seen.add(exchange.getMessage().getBody(String.class));
    }
}
