package io.jobferry.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.awaitility.Awaitility.await;

import io.jobferry.Body;
import io.jobferry.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code ackMode=manual}, and batches. */
class ManualAckTest {
    private final MemoryRoutes routes = new MemoryRoutes();
    private final BlockingQueue<Exchange> seen = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        routes.close();
    }

    @Test
    void a_job_is_held_beyond_its_exchange_until_it_is_acknowledged() throws Exception {
        start("memory:mail?ackMode=manual");
        routes.put("mail", "a");

        JobAcknowledgement acknowledgement = take();

        assertThat(routes.count("mail", JobState.RESERVED)).isEqualTo(1);
        assertThat(acknowledgement.done()).isTrue();
        routes.awaitEmpty("mail");
    }

    @Test
    void only_the_first_end_counts() throws Exception {
        start("memory:mail?ackMode=manual");
        routes.put("mail", "a");

        JobAcknowledgement acknowledgement = take();

        assertThat(acknowledgement.dead("enough")).isTrue();
        assertThat(acknowledgement.done()).isFalse();
        assertThat(acknowledgement.retry(Duration.ZERO)).isFalse();
        routes.awaitCount("mail", JobState.DEAD, 1);
    }

    @Test
    void retry_brings_the_job_again() throws Exception {
        start("memory:mail?ackMode=manual");
        routes.put("mail", "a");

        take().retry(Duration.ofMillis(10));

        assertThat(take().done()).isTrue();
        routes.awaitEmpty("mail");
    }

    @Test
    void extend_is_true_while_the_job_is_ours() throws Exception {
        start("memory:mail?ackMode=manual");
        routes.put("mail", "a");

        JobAcknowledgement acknowledgement = take();

        assertThat(acknowledgement.extend()).isTrue();
        acknowledgement.done();
        assertThat(acknowledgement.extend()).isFalse();
    }

    @Test
    void an_exchange_that_fails_unacknowledged_follows_the_failure_policy() throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("memory:mail?ackMode=manual&onFailure=dead").throwException(new IllegalStateException("no"));
            }
        });

        routes.put("mail", "a");

        routes.awaitCount("mail", JobState.DEAD, 1);
    }

    @Test
    void an_aggregation_that_collects_acknowledgements_ends_all_jobs_together() throws Exception {
        Gate gate = new Gate();
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("memory:mail?ackMode=manual")
                        .aggregate(constant(true), ManualAckTest::collect)
                        .completionSize(3)
                        .process(gate)
                        .process(exchange -> acknowledgements(exchange).forEach(JobAcknowledgement::done));
            }
        });

        routes.put("mail", "a", "b", "c");
        gate.awaitReached();

        assertThat(routes.count("mail", JobState.RESERVED)).isEqualTo(3);
        gate.open();
        routes.awaitEmpty("mail");
    }

    @Test
    void a_batch_is_one_exchange_with_lists_and_is_acknowledged_as_a_whole() throws Exception {
        routes.put("mail", "a", "b", "c");
        start("memory:mail?batching=true");

        List<String> bodies = new ArrayList<>();
        while (bodies.size() < 3) {
            Exchange exchange = next();
            List<?> batch = exchange.getMessage().getMandatoryBody(List.class);
            batch.forEach(body -> bodies.add(Body.of((byte[]) body).utf8()));
            assertThat(exchange.getMessage().getHeader("Id")).asInstanceOf(LIST).hasSameSizeAs(batch);
            assertThat(exchange.getMessage().getHeader("Attempt"))
                    .asInstanceOf(LIST)
                    .containsOnly(1);
        }

        assertThat(bodies).containsExactly("a", "b", "c");
        routes.awaitEmpty("mail");
    }

    @Test
    void jobs_of_a_batch_can_be_ended_each_in_its_own_way() throws Exception {
        routes.put("mail", "a", "b");
        start("memory:mail?batching=true&ackMode=manual");

        List<JobAcknowledgement> acknowledgements = new ArrayList<>();
        while (acknowledgements.size() < 2) {
            acknowledgements.addAll(acknowledgements(next()));
        }
        acknowledgements.get(0).done();
        acknowledgements.get(1).dead("no");

        routes.awaitCount("mail", JobState.DEAD, 1);
        await().until(() -> routes.count("mail") == 1);
    }

    @Test
    void a_failed_batch_fails_all_its_jobs() throws Exception {
        routes.put("mail", "a", "b");
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("memory:mail?batching=true&onFailure=dead").throwException(new IllegalStateException("no"));
            }
        });

        routes.awaitCount("mail", JobState.DEAD, 2);
    }

    private void start(String from) throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).process(exchange -> seen.add(exchange.copy()));
            }
        });
    }

    private Exchange next() throws InterruptedException {
        Exchange exchange = seen.poll(10, TimeUnit.SECONDS);
        if (exchange == null) {
            throw new AssertionError("no exchange came");
        }
        return exchange;
    }

    private JobAcknowledgement take() throws Exception {
        return ExchangeHelper.getMandatoryHeader(next(), "Acknowledgement", JobAcknowledgement.class);
    }

    @SuppressWarnings("unchecked")
    private static List<JobAcknowledgement> acknowledgements(Exchange exchange) {
        return (List<JobAcknowledgement>)
                Objects.requireNonNull(exchange.getMessage().getHeader("Acknowledgement"));
    }

    private static Exchange collect(@Nullable Exchange older, @Nullable Exchange newer) {
        Message message = Objects.requireNonNull(newer).getMessage();
        List<JobAcknowledgement> all = older == null ? new ArrayList<>() : acknowledgements(older);
        all.add((JobAcknowledgement) Objects.requireNonNull(message.getHeader("Acknowledgement")));
        message.setHeader("Acknowledgement", all);
        return newer;
    }
}
