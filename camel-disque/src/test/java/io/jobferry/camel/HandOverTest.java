package io.jobferry.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.JobState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.builder.Builder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a job is acknowledged whose exchange goes on elsewhere: on other threads, in other routes, as copies. */
class HandOverTest {
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
    void an_exchange_handed_to_seda_is_acknowledged_when_that_route_is_done() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("memory:mail").to("seda:later");
                from("seda:later").process(gate);
            }
        });

        routes.put("mail", "a");
        gate.awaitReached();

        assertThat(routes.count("mail", JobState.RESERVED)).isEqualTo(1);
        gate.open();
        routes.awaitEmpty("mail");
    }

    @Test
    void a_failure_behind_seda_fails_the_job() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("memory:mail" + NO_RETRY).to("seda:later");
                from("seda:later").throwException(new IllegalStateException("no"));
            }
        });

        routes.put("mail", "a");

        routes.awaitCount("mail", JobState.DEAD, 1);
    }

    @Test
    void an_exchange_handed_to_threads_is_acknowledged_when_they_are_done() throws Exception {
        routes.start("memory:mail", route -> route.threads(2).process(gate));

        routes.put("mail", "a", "b");
        gate.awaitReached();

        routes.awaitCount("mail", JobState.RESERVED, 2);
        gate.open();
        routes.awaitEmpty("mail");
    }

    @Test
    void an_asynchronous_delay_does_not_hold_up_the_lane() throws Exception {
        routes.start("memory:mail", route -> route.delay(200).asyncDelayed().process(this::see));

        routes.put("mail", "a", "b", "c", "d");

        routes.awaitEmpty("mail");
        assertThat(seen).containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @Test
    void an_aggregation_acknowledges_its_jobs_before_the_aggregate_is_worked_on() throws Exception {
        routes.start(
                "memory:mail",
                route -> route.aggregate(Builder.constant(true), newest())
                        .completionSize(2)
                        .process(gate));

        routes.put("mail", "a");

        routes.awaitEmpty("mail");
        routes.put("mail", "b");
        gate.awaitReached();
        routes.awaitEmpty("mail");
    }

    @Test
    void parts_sent_to_seda_by_a_splitter_do_not_hold_the_job() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("memory:mail").split(body().tokenize(",")).to("seda:parts");
                from("seda:parts").process(gate);
            }
        });

        routes.put("mail", "a,b");
        gate.awaitReached();

        routes.awaitEmpty("mail");
    }

    @Test
    void a_splitter_that_works_in_place_holds_the_job() throws Exception {
        routes.start(
                "memory:mail",
                route -> route.split(Builder.body().tokenize(","))
                        .parallelProcessing()
                        .process(gate));

        routes.put("mail", "a,b");
        gate.awaitReached();

        assertThat(routes.count("mail", JobState.RESERVED)).isEqualTo(1);
        gate.open();
        routes.awaitEmpty("mail");
    }

    @Test
    void a_multicast_to_seda_does_not_hold_the_job() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("memory:mail").multicast().to("seda:x", "direct:y");
                from("seda:x").process(gate);
                from("direct:y").process(HandOverTest.this::see);
            }
        });

        routes.put("mail", "a");
        gate.awaitReached();

        routes.awaitEmpty("mail");
    }

    @Test
    void a_wire_tap_neither_holds_nor_fails_the_job() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("memory:mail" + NO_RETRY).wireTap("direct:tap").end().process(HandOverTest.this::see);
                from("direct:tap").process(gate).throwException(new IllegalStateException("no"));
            }
        });

        routes.put("mail", "a");
        gate.awaitReached();

        routes.awaitEmpty("mail");
        assertThat(seen).containsExactly("a");
    }

    private void see(Exchange exchange) {
        seen.add(exchange.getMessage().getBody(String.class));
    }

    private static AggregationStrategy newest() {
        return (older, newer) -> newer;
    }
}
