package io.jobferry.camel.disque;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.disque.DisqueJobInfo;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** How a producer puts jobs, as options and headers say. */
class DisquePutOptionsTest extends DisqueOperationFixture {
    @Test
    void headers_outrank_options_in_a_put() {
        Exchange exchange = routes.send(
                "disque:a?delay=1h&retry=90s&ttl=2h",
                "x",
                Map.of(
                        DisqueConstants.DELAY,
                        "30s",
                        DisqueConstants.RETRY,
                        Duration.ofMillis(44_100),
                        DisqueConstants.TTL,
                        "1h",
                        DisqueConstants.REPLICATE,
                        "1"));

        DisqueJobInfo job = show(id(exchange));
        assertThat(job.delay()).hasSeconds(30);
        assertThat(job.retry()).hasSeconds(45);
        assertThat(job.ttl()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        assertThat(job.repl()).isEqualTo(1);
    }

    @Test
    void options_count_where_there_is_no_header() {
        DisqueJobInfo job = show(id(routes.send("disque:a?delay=20s&retry=90s&ttl=2h", "x", Map.of())));

        assertThat(job.delay()).hasSeconds(20);
        assertThat(job.retry()).hasSeconds(90);
        assertThat(job.ttl()).isBetween(Duration.ofMinutes(119), Duration.ofHours(2));
    }

    @Test
    void a_number_is_no_duration_and_nothing_is_put() {
        Exchange exchange = routes.send("disque:a", "x", Map.of(DisqueConstants.RETRY, 60));

        assertThat(exchange.getException()).hasMessageContaining("no unit").hasMessageContaining("60s");
        assertThat(routes.count("a")).isZero();
    }

    @Test
    void a_full_queue_refuses_a_put_with_the_servers_word() {
        routes.send("disque:a?maxlen=1", "x", Map.of());

        Exchange exchange = routes.send("disque:a?maxlen=1", "y", Map.of());

        assertThat(exchange.getException()).hasMessageContaining("MAXLEN");
        assertThat(routes.count("a")).isEqualTo(1);
    }

    @Test
    void more_replicas_than_nodes_fail_the_exchange() {
        Exchange exchange = routes.send("disque:a?replicate=3", "x", Map.of());

        assertThat(exchange.getException()).hasMessageContaining("NOREPL");
        assertThat(routes.count("a")).isZero();
    }

    @Test
    void the_queue_header_does_not_choose_where_a_job_is_put() {
        routes.send("disque:a", "x", Map.of(DisqueConstants.QUEUE, "b"));

        assertThat(routes.count("a")).isEqualTo(1);
        assertThat(routes.count("b")).isZero();
    }

    @Test
    void counters_of_the_job_before_do_not_stay_with_the_new_one() {
        Exchange exchange = routes.send(
                "disque:a", "x", Map.of(DisqueConstants.NACKS, 3, DisqueConstants.ADDITIONAL_DELIVERIES, 1));

        assertThat(exchange.getMessage().getHeaders())
                .containsKey(DisqueConstants.JOB_ID)
                .doesNotContainKeys(DisqueConstants.NACKS, DisqueConstants.ADDITIONAL_DELIVERIES);
    }
}
