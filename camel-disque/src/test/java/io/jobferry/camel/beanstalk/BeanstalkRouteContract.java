package io.jobferry.camel.beanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.PutOptions;
import io.jobferry.beanstalk.BeanstalkPut;
import io.jobferry.camel.QueueRoutes;
import io.jobferry.camel.QueueServer;
import io.jobferry.camel.RouteContract;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What routes on beanstalkd promise besides, on any server. */
public abstract class BeanstalkRouteContract extends RouteContract {
    private BeanstalkRoutes tubes;

    @Override
    protected String scheme() {
        return "beanstalk";
    }

    @Override
    protected PutOptions shortLease() {
        return BeanstalkPut.DEFAULT.withTimeToRun(Duration.ofSeconds(2));
    }

    @Override
    protected String attempts() {
        return "&fetchStats=true";
    }

    @BeforeEach
    void openTubes() {
        tubes = new BeanstalkRoutes(server);
    }

    @AfterEach
    void closeTubes() {
        tubes.close();
    }

    @Test
    void the_tube_default_is_left_alone() throws Exception {
        see("beanstalk:a");

        tubes.putOne("default", "not ours");
        tubes.putOne("a", "x");

        routes.awaitEmpty("a");
        assertThat(seen).containsExactly("x");
        assertThat(tubes.count("default", "current-jobs-ready")).isEqualTo(1);
        // Who looks from beside watches it, as every connection does at first.
        assertThat(tubes.count("default", "current-watching")).isLessThanOrEqualTo(2);
    }

    @Test
    void a_failed_job_is_retried_and_then_buried_with_its_priority() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("beanstalk:a?maxAttempts=2&retryDelay=0s&fetchStats=true")
                        .setBody(header(BeanstalkConstants.ATTEMPT))
                        .process(BeanstalkRouteContract.this::see)
                        .throwException(new IllegalStateException("no"));
            }
        });

        long id = tubes.putOne("a", BeanstalkPut.DEFAULT.withPriority(7), "x");

        tubes.awaitCount("a", "current-jobs-buried", 1);
        assertThat(seen).containsExactly("1", "2");
        assertThat(tubes.ofJob(id, "pri")).isEqualTo(7);
    }

    @Test
    void fetch_stats_tells_priority_and_time_to_run() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("beanstalk:a?fetchStats=true")
                        .setBody(simple("${header.CamelBeanstalkPriority} ${header.CamelBeanstalkTimeToRun}"))
                        .process(BeanstalkRouteContract.this::see);
            }
        });

        tubes.putOne("a", new BeanstalkPut(7, Duration.ZERO, Duration.ofSeconds(90)), "x");

        await().atMost(QueueRoutes.PATIENCE)
                .untilAsserted(() -> assertThat(seen).containsExactly("7 PT1M30S"));
    }

    @Test
    void two_servers_are_consumed_from_together() throws Exception {
        try (QueueServer other = server();
                BeanstalkRoutes onOther = new BeanstalkRoutes(other)) {
            other.start();
            see("beanstalk:a?servers=" + server.address() + "," + other.address());

            tubes.putOne("a", "x");
            onOther.putOne("a", "y");

            routes.awaitEmpty("a");
            onOther.awaitEmpty("a");
            assertThat(seen).containsExactlyInAnyOrder("x", "y");
            routes.context.stop();
        }
    }

    @Test
    void an_old_uri_still_works() throws Exception {
        routes.context
                .getComponent("beanstalk", BeanstalkComponent.class)
                .getConfiguration()
                .setServers(null);
        see("beanstalk:" + server.address() + "/a+b?onFailure=bury&awaitJob=true");

        tubes.putOne("a", "x");
        tubes.putOne("b", "y");

        routes.awaitEmpty("a");
        routes.awaitEmpty("b");
        assertThat(seen).containsExactlyInAnyOrder("x", "y");
    }
}
