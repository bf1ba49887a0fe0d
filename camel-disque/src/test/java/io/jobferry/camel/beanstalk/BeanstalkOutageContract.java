package io.jobferry.camel.beanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** What routes promise while a server is down, and once it is up again. */
public abstract class BeanstalkOutageContract extends RoutesOnServer {
    @Test
    void a_server_that_is_down_at_the_start_is_consumed_from_once_it_is_up() throws Exception {
        start("beanstalk:a", "beanstalk:b");

        server.start();
        routes.put("a", "x");

        routes.awaitCount("b", "current-jobs-ready", 1);
        routes.awaitEmpty("a");
    }

    @Test
    void a_producer_whose_server_is_down_fails_its_exchange_and_goes_on_when_it_is_up() {
        routes.context.start();
        var template = routes.context.createProducerTemplate();

        Exchange failed =
                template.send("beanstalk:a", exchange -> exchange.getMessage().setBody("x"));
        server.start();
        Exchange sent =
                template.send("beanstalk:a", exchange -> exchange.getMessage().setBody("y"));

        assertThat(failed.getException()).hasMessageContaining(server.address());
        assertThat(sent.getException()).isNull();
        assertThat(routes.jobs("a")).isEqualTo(1);
    }

    @Test
    void a_server_that_crashed_is_consumed_from_again() throws Exception {
        server.start();
        see("beanstalk:a");
        routes.put("a", "before");
        routes.awaitEmpty("a");

        server.stop();
        server.start();
        routes.put("a", "after");

        await().atMost(BeanstalkRoutes.PATIENCE).until(() -> seen.equals(List.of("before", "after")));
        routes.awaitEmpty("a");
    }

    @Test
    void puts_go_to_the_server_that_is_up() throws Exception {
        server.start();
        try (BeanstalkServer down = server()) {
            routes.context.start();
            String to = "beanstalk:a?servers=" + down.address() + "," + server.address();

            for (int i = 0; i < 4; i++) {
                routes.context.createProducerTemplate().sendBody(to, "job " + i);
            }

            assertThat(routes.jobs("a")).isEqualTo(4);
        }
    }
}
