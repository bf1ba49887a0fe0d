package io.jobferry.camel.beanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.beanstalk.BeanstalkPut;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What routes on beanstalkd promise, on any server; the first tests are the faults of camel-beanstalk 3. */
public abstract class BeanstalkRouteContract extends RoutesOnServer {
    @BeforeEach
    void startServer() {
        server.start();
    }

    @Test
    void a_job_that_is_put_on_is_left_alone_and_the_one_that_it_came_from_is_deleted() throws Exception {
        start("beanstalk:a", "beanstalk:b");

        long id = routes.put("a", "x");

        routes.awaitCount("b", "current-jobs-ready", 1);
        routes.awaitEmpty("a");
        assertThat(routes.ofJob(id, "id")).isEqualTo(-1);
        assertThat(routes.jobs("b")).isEqualTo(1);
    }

    @Test
    void a_route_without_headers_is_acknowledged() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("beanstalk:a").removeHeaders("*").process(BeanstalkRouteContract.this::see);
            }
        });

        routes.put("a", "x");

        routes.awaitEmpty("a");
        assertThat(seen).containsExactly("x");
    }

    @Test
    void the_tube_default_is_left_alone() throws Exception {
        see("beanstalk:a");

        routes.put("default", "not ours");
        routes.put("a", "x");

        routes.awaitEmpty("a");
        assertThat(seen).containsExactly("x");
        assertThat(routes.count("default", "current-jobs-ready")).isEqualTo(1);
        assertThat(routes.count("default", "current-watching")).isLessThanOrEqualTo(1);
    }

    @Test
    void a_job_that_takes_longer_than_its_time_to_run_is_delivered_once() throws Exception {
        AtomicInteger deliveries = new AtomicInteger();
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("beanstalk:a")
                        .process(exchange -> deliveries.incrementAndGet())
                        .delay(3500)
                        .process(BeanstalkRouteContract.this::see);
            }
        });

        routes.put("a", BeanstalkPut.DEFAULT.withTimeToRun(Duration.ofSeconds(2)), "slow");

        routes.awaitEmpty("a");
        assertThat(seen).containsExactly("slow");
        assertThat(deliveries).hasValue(1);
    }

    @Test
    void concurrent_consumers_work_at_the_same_time() throws Exception {
        CountDownLatch together = new CountDownLatch(3);
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("beanstalk:a?concurrentConsumers=3").process(exchange -> {
                    together.countDown();
                    if (!together.await(10, TimeUnit.SECONDS)) {
                        throw new IllegalStateException("alone");
                    }
                });
            }
        });

        IntStream.range(0, 3).forEach(i -> routes.put("a", "job " + i));

        routes.awaitEmpty("a");
        assertThat(together.getCount()).isZero();
    }

    @Test
    void several_tubes_are_consumed_from_and_each_job_says_its_tube() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("beanstalk:a,b")
                        .setBody(header(BeanstalkConstants.TUBE))
                        .process(BeanstalkRouteContract.this::see);
            }
        });

        routes.put("b", "x");
        routes.put("a", "y");

        routes.awaitEmpty("a");
        routes.awaitEmpty("b");
        assertThat(seen).containsExactlyInAnyOrder("a", "b");
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

        long id = routes.put("a", BeanstalkPut.DEFAULT.withPriority(7), "x");

        routes.awaitCount("a", "current-jobs-buried", 1);
        assertThat(seen).containsExactly("1", "2");
        assertThat(routes.ofJob(id, "pri")).isEqualTo(7);
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

        routes.put("a", new BeanstalkPut(7, Duration.ZERO, Duration.ofSeconds(90)), "x");

        await().atMost(BeanstalkRoutes.PATIENCE)
                .untilAsserted(() -> assertThat(seen).containsExactly("7 PT1M30S"));
    }

    @Test
    void a_stop_with_jobs_in_flight_loses_none_doubles_none_and_uses_no_attempt() throws Exception {
        List<Long> ids = IntStream.range(0, 200)
                .mapToObj(i -> routes.put("a", "job " + i))
                .toList();
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("beanstalk:a?concurrentConsumers=2")
                        .routeId("a")
                        .delay(1)
                        .process(BeanstalkRouteContract.this::see);
            }
        });

        await().atMost(BeanstalkRoutes.PATIENCE).until(() -> seen.size() > 5);
        routes.context.getRouteController().stopRoute("a");

        assertThat(seen).doesNotHaveDuplicates();
        assertThat(routes.count("a", "current-jobs-reserved")).isZero();
        assertThat(routes.count("a", "current-jobs-ready")).isEqualTo(200 - seen.size());
        ids.forEach(id -> assertThat(routes.ofJob(id, "releases")).isLessThanOrEqualTo(0));
        routes.context.getRouteController().startRoute("a");
        routes.awaitEmpty("a");
        assertThat(seen).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void a_suspended_route_leaves_jobs_to_others() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("beanstalk:a").routeId("a").process(BeanstalkRouteContract.this::see);
            }
        });
        routes.put("a", "x");
        routes.awaitEmpty("a");

        routes.context.getRouteController().suspendRoute("a");
        await().atMost(BeanstalkRoutes.PATIENCE).until(() -> routes.count("a", "current-watching") == 0);
        routes.put("a", "y");
        routes.context.getRouteController().resumeRoute("a");

        routes.awaitEmpty("a");
        assertThat(seen).containsExactly("x", "y");
    }

    @Test
    void two_servers_are_consumed_from_together() throws Exception {
        try (BeanstalkServer other = server();
                BeanstalkRoutes onOther = new BeanstalkRoutes(other)) {
            other.start();
            see("beanstalk:a?servers=" + server.address() + "," + other.address());

            routes.put("a", "x");
            onOther.put("a", "y");

            routes.awaitEmpty("a");
            onOther.awaitEmpty("a");
            assertThat(seen).containsExactlyInAnyOrder("x", "y");
            routes.context.stop();
        }
    }

    @Test
    void an_old_uri_still_works() throws Exception {
        routes.component.getConfiguration().setServers(null);
        see("beanstalk:" + server.address() + "/a+b?onFailure=bury&awaitJob=true");

        routes.put("a", "x");
        routes.put("b", "y");

        routes.awaitEmpty("a");
        routes.awaitEmpty("b");
        assertThat(seen).containsExactlyInAnyOrder("x", "y");
    }
}
