package io.jobferry.camel.disque;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.camel.EmbeddedServer;
import io.jobferry.camel.QueueRoutes;
import io.jobferry.camel.QueueServer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands in a route on the very job that it holds: what they did, the end of the route does not undo. */
class DisqueHeldJobTest {
    private final QueueServer server = EmbeddedServer.disque().started();
    private final QueueRoutes routes = QueueRoutes.on("disque", server);
    private final BlockingQueue<Exchange> through = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        routes.close();
        server.close();
    }

    @Test
    void a_job_that_its_route_sends_back_comes_again_and_counts() throws Exception {
        onFirstDelivery("nack");

        routes.put("a", "x");

        assertThat(result()).isEqualTo(1L);
        assertThat(second().getMessage().getHeader(DisqueConstants.ATTEMPT)).isEqualTo(2);
        routes.awaitEmpty("a");
    }

    @Test
    void a_job_that_its_route_sends_back_for_later_waits_with_its_holder() throws Exception {
        onFirstDelivery("nack&delay=1h");

        routes.put("a", "x");

        assertThat(result()).isEqualTo(1L);
        assertThat(routes.count("a", JobState.RESERVED)).isEqualTo(1);
        assertThat(routes.count("a", JobState.READY)).isZero();
    }

    @Test
    void a_job_that_its_route_has_not_begun_comes_again_and_does_not_count() throws Exception {
        onFirstDelivery("enqueue");

        routes.put("a", "x");

        assertThat(result()).isEqualTo(1L);
        assertThat(second().getMessage().getHeaders())
                .containsEntry(DisqueConstants.ATTEMPT, 1)
                .containsEntry(DisqueConstants.ADDITIONAL_DELIVERIES, 1);
        routes.awaitEmpty("a");
    }

    @Test
    void a_route_works_on_the_job_that_it_holds_and_success_ends_it() throws Exception {
        onFirstDelivery("working");

        routes.put("a", "x");

        assertThat(result()).isEqualTo(1L);
        routes.awaitEmpty("a");
    }

    @Test
    void a_job_that_its_route_acknowledged_is_gone_though_the_route_fails() throws Exception {
        routes.start(
                "disque:a",
                route -> route.to("disque:a?operation=ack")
                        .process(exchange -> through.add(exchange.copy()))
                        .throwException(new IllegalStateException("no")));

        routes.put("a", "x");

        assertThat(result()).isEqualTo(1L);
        routes.awaitEmpty("a");
    }

    @Test
    void jobs_that_are_held_and_others_are_not_one_command() throws Exception {
        String other = routes.put("b", "y").get(0);
        routes.start(
                "disque:a?onFailure=dead",
                route -> route.process(exchange -> {
                            Object held = exchange.getMessage().getHeader(DisqueConstants.JOB_ID);
                            exchange.getMessage().setHeader(DisqueConstants.JOB_ID, List.of(held, other));
                        })
                        .to("disque:a?operation=ack"));

        routes.put("a", "x");

        routes.awaitCount("a", JobState.DEAD, 1);
        assertThat(routes.count("b")).isEqualTo(1);
    }

    @Test
    void one_job_of_each_batch_is_sent_back_and_the_others_end() throws Exception {
        routes.put(
                "a",
                IntStream.range(0, 200).mapToObj(i -> NewJob.of("job " + i)).toList());
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("disque:a?batching=true")
                        .setHeader(DisqueConstants.JOB_ID, simple("${header.CamelDisqueJobId[0]}"))
                        .to("disque:a?operation=nack&delay=1h")
                        .process(exchange -> through.add(exchange.copy()));
            }
        });

        routes.awaitCount("a", JobState.READY, 0);
        await().atMost(QueueRoutes.PATIENCE).until(() -> routes.count("a") == through.size());
        assertThat(through)
                .hasSizeBetween(1, 199)
                .allSatisfy(exchange -> assertThat(result(exchange)).isEqualTo(1L));
    }

    private void onFirstDelivery(String operation) throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("disque:a")
                        .choice()
                        .when(simple(
                                "${header.CamelDisqueNacks} == 0 && ${header.CamelDisqueAdditionalDeliveries} == 0"))
                        .to("disque:a?operation=" + operation)
                        .end()
                        .process(exchange -> through.add(exchange.copy()));
            }
        });
    }

    /** What the command did, in the first exchange that comes through the route. */
    private Object result() throws InterruptedException {
        return result(Objects.requireNonNull(through.poll(10, TimeUnit.SECONDS), "exchange"));
    }

    private static Object result(Exchange exchange) {
        return Objects.requireNonNull(exchange.getMessage().getHeader(DisqueConstants.RESULT));
    }

    private Exchange second() throws InterruptedException {
        return Objects.requireNonNull(through.poll(10, TimeUnit.SECONDS), "exchange");
    }
}
