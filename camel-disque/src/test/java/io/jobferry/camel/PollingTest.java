package io.jobferry.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.JobState;
import java.util.Objects;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code ConsumerTemplate} and {@code pollEnrich}. */
class PollingTest {
    private final MemoryRoutes routes = new MemoryRoutes();
    private final Gate gate = new Gate();

    @AfterEach
    void close() {
        gate.open();
        routes.close();
    }

    @Test
    void one_receive_takes_one_job_and_leaves_the_others() {
        ConsumerTemplate template = template();
        routes.put("mail", "a", "b", "c");

        Exchange exchange = Objects.requireNonNull(template.receiveNoWait("memory:mail"));

        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("a");
        assertThat(routes.count("mail", JobState.RESERVED)).isEqualTo(1);
        assertThat(routes.count("mail", JobState.READY)).isEqualTo(2);
        template.doneUoW(exchange);
        routes.awaitCount("mail", JobState.RESERVED, 0);
    }

    @Test
    void nothing_comes_of_an_empty_queue() {
        ConsumerTemplate template = template();

        assertThat(template.receiveNoWait("memory:mail")).isNull();
        assertThat(template.receive("memory:mail", 20)).isNull();
    }

    @Test
    void receive_waits_for_a_job() throws Exception {
        ConsumerTemplate template = template();
        Thread later = new Thread(() -> routes.put("mail", "a"));
        later.start();

        assertThat(template.receiveBody("memory:mail", 10_000, String.class)).isEqualTo("a");
        later.join();
        routes.awaitEmpty("mail");
    }

    @Test
    void a_failed_exchange_of_a_template_follows_the_failure_policy() {
        ConsumerTemplate template = template();
        routes.put("mail", "a");

        Exchange exchange = Objects.requireNonNull(template.receiveNoWait("memory:mail?onFailure=dead"));
        exchange.setException(new IllegalStateException("no"));
        template.doneUoW(exchange);

        routes.awaitCount("mail", JobState.DEAD, 1);
    }

    @Test
    void a_job_that_enriches_is_acknowledged_when_the_enriched_exchange_is_done() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:start").pollEnrich("memory:mail", 10_000).process(gate);
            }
        });
        routes.put("mail", "a");

        routes.context.createProducerTemplate().sendBody("seda:start", "start");
        gate.awaitReached();

        assertThat(routes.count("mail", JobState.RESERVED)).isEqualTo(1);
        gate.open();
        routes.awaitEmpty("mail");
    }

    @Test
    void a_job_that_enriches_fails_with_the_enriched_exchange() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:start")
                        .pollEnrich("memory:mail?onFailure=dead", 10_000)
                        .throwException(new IllegalStateException("no"));
            }
        });
        routes.put("mail", "a");

        routes.context.createProducerTemplate().sendBody("seda:start", "start");

        routes.awaitCount("mail", JobState.DEAD, 1);
    }

    private ConsumerTemplate template() {
        routes.context.start();
        return routes.context.createConsumerTemplate();
    }
}
