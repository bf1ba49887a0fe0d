package io.jobferry.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.camel.beanstalk.BeanstalkComponent;
import io.jobferry.testkit.EmbeddedBeanstalkd;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.BrowsableEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What can be seen from outside: health, console, JMX, browsing. */
class ObservationTest {
    private final MemoryRoutes routes = new MemoryRoutes();

    @AfterEach
    void close() {
        routes.close();
    }

    @Test
    void browsing_is_off_unless_it_is_switched_on() {
        routes.context.start();
        routes.put("mail", "a", "b");

        assertThat(browsable("memory:mail").getExchanges()).isEmpty();
        assertThat(browsable("memory:mail?browsable=true").getExchanges())
                .extracting(exchange -> exchange.getMessage().getBody(String.class))
                .containsExactly("a", "b");
        assertThat(browsable("memory:mail").getBrowseStatus(10).size()).isEqualTo(2);
    }

    @Test
    void the_console_lists_consuming_routes() throws Exception {
        start("memory:mail");
        QueueDevConsole console = new QueueDevConsole();
        console.setCamelContext(routes.context);
        console.start();

        assertThat(console.call(DevConsole.MediaType.TEXT))
                .asString()
                .contains("Route: mail")
                .contains("queues: mail");
        assertThat(console.call(DevConsole.MediaType.JSON)).asString().contains("jobsInWork=0");
    }

    @Test
    void the_console_is_found_by_its_name() {
        routes.context.start();

        DevConsole console = Objects.requireNonNull(
                        routes.context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class))
                .resolveById("jobferry");

        assertThat(console).isInstanceOf(QueueDevConsole.class);
    }

    @Test
    void jmx_shows_the_consumer_and_the_endpoint() throws Exception {
        start("memory:mail");
        routes.put("sms", "a");
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        String context = routes.context.getManagementName();

        Set<ObjectName> consumers =
                beans.queryNames(new ObjectName("org.apache.camel:context=" + context + ",type=consumers,*"), null);

        assertThat(consumers).hasSize(1);
        assertThat(beans.getAttribute(consumers.iterator().next(), "JobsInWork"))
                .isEqualTo(0);
    }

    @Test
    void health_is_down_while_a_server_is_down_and_up_again_after() throws Exception {
        EmbeddedBeanstalkd server = EmbeddedBeanstalkd.start();
        int port = server.port();
        try (DefaultCamelContext context = consumerOf(port)) {
            HealthCheck check = health(context, "mail");

            await().until(() -> check.call().getState() == HealthCheck.State.UP);
            server.close();
            await().atMost(MemoryRoutes.PATIENCE).until(() -> check.call().getState() == HealthCheck.State.DOWN);
            assertThat(check.call().getMessage())
                    .hasValueSatisfying(text -> assertThat(text).contains("127.0.0.1:" + port));
            try (EmbeddedBeanstalkd again = EmbeddedBeanstalkd.start(port)) {
                await().atMost(MemoryRoutes.PATIENCE).until(() -> check.call().getState() == HealthCheck.State.UP);
                assertThat(again.port()).isEqualTo(port);
                context.stop();
            }
        }
    }

    @Test
    void a_route_that_was_stopped_while_a_server_was_down_starts_without_the_old_outage() throws Exception {
        EmbeddedBeanstalkd server = EmbeddedBeanstalkd.start();
        int port = server.port();
        try (DefaultCamelContext context = consumerOf(port)) {
            server.close();
            await().atMost(MemoryRoutes.PATIENCE)
                    .until(() -> health(context, "mail").call().getState() == HealthCheck.State.DOWN);
            context.getRouteController().stopRoute("mail");

            try (EmbeddedBeanstalkd again = EmbeddedBeanstalkd.start(port)) {
                context.getRouteController().startRoute("mail");

                assertThat(again.port()).isEqualTo(port);
                await().during(Duration.ofMillis(300))
                        .until(() -> health(context, "mail").call().getState() == HealthCheck.State.UP);
                context.stop();
            }
        }
    }

    private static DefaultCamelContext consumerOf(int port) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        BeanstalkComponent component = new BeanstalkComponent();
        component.getConfiguration().setServers("127.0.0.1:" + port);
        context.addComponent("beanstalk", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("beanstalk:mail").routeId("mail").process(exchange -> {});
            }
        });
        context.start();
        return context;
    }

    private void start(String from) throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).routeId("mail").process(exchange -> {});
            }
        });
    }

    private BrowsableEndpoint browsable(String uri) {
        return routes.context.getEndpoint(uri, BrowsableEndpoint.class);
    }

    private static HealthCheck health(DefaultCamelContext context, String route) {
        HealthCheckAware consumer = (HealthCheckAware)
                Objects.requireNonNull(context.getRoute(route)).getConsumer();
        return consumer.getHealthCheck();
    }
}
