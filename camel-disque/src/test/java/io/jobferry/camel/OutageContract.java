package io.jobferry.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.JobState;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** What routes of every scheme promise while a server is down, and once it is up again. */
public abstract class OutageContract extends RoutesOnServer {
    @Test
    void fault_39_a_server_that_is_down_at_the_start_is_consumed_from_once_it_is_up() throws Exception {
        routes.start(uri("a"), route -> route.to(uri("b")));

        server.start();
        routes.put("a", "x");

        routes.awaitCount("b", JobState.READY, 1);
        routes.awaitEmpty("a");
    }

    @Test
    void a_producer_whose_server_is_down_fails_its_exchange_and_goes_on_when_it_is_up() {
        routes.context.start();
        var template = routes.context.createProducerTemplate();

        Exchange failed =
                template.send(uri("a"), exchange -> exchange.getMessage().setBody("x"));
        server.start();
        Exchange sent =
                template.send(uri("a"), exchange -> exchange.getMessage().setBody("y"));

        assertThat(failed.getException()).hasMessageContaining(server.address());
        assertThat(sent.getException()).isNull();
        assertThat(routes.count("a")).isEqualTo(1);
    }

    @Test
    void a_server_that_crashed_is_consumed_from_again() throws Exception {
        server.start();
        see(uri("a"));
        routes.put("a", "before");
        routes.awaitEmpty("a");

        server.stop();
        server.start();
        // The connections from beside broke, too, and no put is sent twice.
        try (QueueRoutes afterwards = routes()) {
            afterwards.put("a", "after");

            await().atMost(QueueRoutes.PATIENCE).until(() -> seen.equals(List.of("before", "after")));
            afterwards.awaitEmpty("a");
        }
    }

    @Test
    void puts_go_to_the_server_that_is_up() {
        server.start();
        try (QueueServer down = server()) {
            routes.context.start();
            String to = uri("a") + "?servers=" + down.address() + "," + server.address();

            for (int i = 0; i < 4; i++) {
                routes.context.createProducerTemplate().sendBody(to, "job " + i);
            }

            assertThat(routes.count("a")).isEqualTo(4);
        }
    }
}
