package io.jobferry.camel.beanstalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.camel.EmbeddedServer;
import io.jobferry.camel.QueueServer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands in a route on the very job that it holds. */
class HeldJobOperationTest {
    private final QueueServer server = EmbeddedServer.beanstalkd().started();
    private final BeanstalkRoutes routes = new BeanstalkRoutes(server);
    private final BlockingQueue<String> results = new LinkedBlockingQueue<>();

    @BeforeEach
    void open() {
        routes.context.start();
    }

    @AfterEach
    void close() {
        routes.close();
        server.close();
    }

    @Test
    void a_route_buries_the_job_that_it_holds_and_success_does_not_delete_it() throws Exception {
        route("bury");

        routes.putOne("a", "x");

        routes.awaitCount("a", "current-jobs-buried", 1);
        assertThat(result()).isEqualTo("BURIED");
    }

    @Test
    void a_route_releases_the_job_that_it_holds() throws Exception {
        route("release&jobDelay=1h");

        routes.putOne("a", "x");

        routes.awaitCount("a", "current-jobs-delayed", 1);
    }

    @Test
    void a_route_touches_the_job_that_it_holds_and_success_deletes_it() throws Exception {
        route("touch");

        routes.putOne("a", "x");

        routes.awaitEmpty("a");
        assertThat(result()).isEqualTo("TOUCHED");
    }

    @Test
    void a_route_deletes_the_job_that_it_holds_though_its_connection_is_another() throws Exception {
        route("delete");

        routes.putOne("a", "x");

        routes.awaitEmpty("a");
        assertThat(result()).isEqualTo("DELETED");
    }

    @Test
    void the_id_of_a_held_job_does_not_delete_the_same_number_on_another_server() throws Exception {
        try (QueueServer other = EmbeddedServer.beanstalkd().started();
                BeanstalkRoutes onOther = new BeanstalkRoutes(other)) {
            long sameNumber = onOther.putOne("a", "not ours");
            routes.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("beanstalk:a?onFailure=dead").to("beanstalk:a?operation=delete&servers=" + other.address());
                }
            });

            assertThat(routes.putOne("a", "x")).isEqualTo(sameNumber);

            routes.awaitCount("a", "current-jobs-buried", 1);
            assertThat(onOther.count("a")).isEqualTo(1);
        }
    }

    @Test
    void burying_after_a_put_buries_the_job_that_the_route_holds_not_the_new_one() throws Exception {
        routes.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("beanstalk:a").to("beanstalk:b").to("beanstalk:a?operation=bury");
            }
        });

        routes.putOne("a", "x");

        routes.awaitCount("a", "current-jobs-buried", 1);
        assertThat(routes.count("b", "current-jobs-ready")).isEqualTo(1);
    }

    private void route(String operation) throws Exception {
        routes.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("beanstalk:a")
                        .to("beanstalk:a?operation=" + operation)
                        .process(exchange ->
                                results.add(exchange.getMessage().getHeader(BeanstalkConstants.RESULT, String.class)));
            }
        });
    }

    /** What the server answered to the command; null if nothing came through the route. */
    private @Nullable String result() throws InterruptedException {
        return results.poll(10, TimeUnit.SECONDS);
    }
}
