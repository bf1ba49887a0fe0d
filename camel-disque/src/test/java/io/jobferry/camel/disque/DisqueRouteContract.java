package io.jobferry.camel.disque;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.JobState;
import io.jobferry.PutOptions;
import io.jobferry.camel.QueueRoutes;
import io.jobferry.camel.RouteContract;
import io.jobferry.disque.DisquePut;
import java.time.Duration;
import org.apache.camel.builder.Builder;
import org.junit.jupiter.api.Test;

/** What routes on Disque promise besides, on any server. */
public abstract class DisqueRouteContract extends RouteContract {
    @Override
    protected String scheme() {
        return "disque";
    }

    @Override
    protected PutOptions shortLease() {
        return DisquePut.DEFAULT.withRetry(Duration.ofSeconds(2));
    }

    @Test
    void a_job_tells_how_often_it_was_sent_back() throws Exception {
        routes.start(
                "disque:a?maxAttempts=3&retryDelay=0s",
                route -> route.setBody(Builder.simple("${header.CamelDisqueAttempt} ${header.CamelDisqueNacks}"
                                + " ${header.CamelDisqueAdditionalDeliveries}"))
                        .process(this::see)
                        .throwException(new IllegalStateException("no")));

        routes.put("a", "x");

        routes.awaitCount("a", JobState.DEAD, 1);
        assertThat(seen).containsExactly("1 0 0", "2 1 0", "3 2 0");
    }

    @Test
    void dead_jobs_lie_in_a_queue_and_are_consumed_like_any_others() throws Exception {
        routes.start("disque:a?onFailure=dead", route -> route.throwException(new IllegalStateException("no")));
        routes.put("a", "x");
        routes.awaitCount("a", JobState.DEAD, 1);

        see("disque:a:dead");

        routes.awaitEmpty("a");
        assertThat(seen).containsExactly("x");
    }

    @Test
    void the_dead_queue_has_the_name_that_it_was_given() throws Exception {
        routes.start(
                "disque:a?onFailure=dead&deadQueue={queue} failed",
                route -> route.throwException(new IllegalStateException("no")));

        routes.put("a", "x");

        routes.awaitCount("a failed", JobState.READY, 1);
    }

    @Test
    void at_most_once_is_not_again_though_its_route_failed() throws Exception {
        routes.start(
                "disque:a?retryDelay=0s",
                route -> route.process(this::see).throwException(new IllegalStateException("no")));

        routes.context.createProducerTemplate().sendBody("disque:a?retry=0s&replicate=1", "once");
        await().atMost(QueueRoutes.PATIENCE).until(() -> seen.contains("once"));
        routes.put("a", "x");

        routes.awaitCount("a", JobState.DEAD, 1);
        assertThat(seen).containsExactly("once", "x", "x", "x", "x", "x");
    }

    @Test
    void fast_acknowledgements_end_jobs_too() throws Exception {
        see("disque:a?fastAck=true");

        routes.put("a", "x", "y");

        routes.awaitEmpty("a");
        assertThat(seen).containsExactly("x", "y");
    }

    @Test
    void a_queue_may_have_any_name() throws Exception {
        String name = "m\u00e4il, 100% {urgent}/now+?&=";
        see("disque:m\u00e4il%2C 100%25 {urgent}/now+%3F%26=");

        routes.put(name, "x");

        routes.awaitEmpty(name);
        assertThat(seen).containsExactly("x");
    }
}
