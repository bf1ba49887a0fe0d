package io.jobferry.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Body;
import io.jobferry.JobSource;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.PutOptions;
import io.jobferry.Reservation;
import io.jobferry.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.builder.Builder;
import org.apache.camel.spi.BrowsableEndpoint;
import org.apache.camel.support.ExchangeHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What routes of every scheme promise, on any of its servers. */
public abstract class RouteContract extends RoutesOnServer {
    /** How a job is put whose holder has two seconds until it is given to another. */
    protected abstract PutOptions shortLease();

    /** The option that makes leases so short, where they are the consumer's. */
    protected String shortLeases() {
        return "";
    }

    /** Delivered are, in this order, the jobs whose ids were told by their put. */
    protected void assertIds(List<?> told, List<String> delivered) {
        assertThat(delivered).isEqualTo(told);
    }

    /** A job that was given back untried came again. */
    protected void assertIsAgain(JobAcknowledgement again, JobAcknowledgement before) {
        assertThat(again.jobId()).isEqualTo(before.jobId());
    }

    /** The option by which a consumer tells attempts, if it takes one. */
    protected String attempts() {
        return "";
    }

    @BeforeEach
    void startServer() {
        server.start();
    }

    @Test
    void a_job_that_is_put_on_is_left_alone_and_the_one_that_it_came_from_is_gone() throws Exception {
        routes.start(uri("a"), route -> route.to(uri("b")));

        routes.put("a", "x");

        routes.awaitCount("b", JobState.READY, 1);
        routes.awaitEmpty("a");
        assertThat(routes.count("b")).isEqualTo(1);
    }

    @Test
    void a_route_without_headers_is_acknowledged() throws Exception {
        routes.start(uri("a"), route -> route.removeHeaders("*").process(this::see));

        routes.put("a", "x");

        routes.awaitEmpty("a");
        assertThat(seen).containsExactly("x");
    }

    @Test
    void a_job_that_takes_longer_than_its_lease_is_delivered_once() throws Exception {
        AtomicInteger deliveries = new AtomicInteger();
        routes.start(
                uri("a?concurrentConsumers=1") + shortLeases(),
                route -> route.process(exchange -> deliveries.incrementAndGet())
                        .delay(3500)
                        .process(this::see));

        routes.put("a", List.of(new NewJob(Body.utf8("slow"), shortLease())));

        routes.awaitEmpty("a");
        assertThat(seen).containsExactly("slow");
        assertThat(deliveries).hasValue(1);
    }

    @Test
    void concurrent_consumers_work_at_the_same_time() throws Exception {
        CountDownLatch together = new CountDownLatch(3);
        routes.start(
                uri("a?concurrentConsumers=3"),
                route -> route.process(exchange -> {
                    together.countDown();
                    if (!together.await(10, TimeUnit.SECONDS)) {
                        throw new IllegalStateException("alone");
                    }
                }));

        IntStream.range(0, 3).forEach(i -> routes.put("a", "job " + i));

        routes.awaitEmpty("a");
        assertThat(together.getCount()).isZero();
    }

    @Test
    void several_queues_are_consumed_from_and_each_job_says_its_queue() throws Exception {
        routes.start(
                uri("a,b"),
                route -> route.process(
                        exchange -> seen.add(header(exchange, headers().queue(), String.class))));

        routes.put("b", "x");
        routes.put("a", "y");

        routes.awaitEmpty("a");
        routes.awaitEmpty("b");
        assertThat(seen).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void a_failed_job_is_tried_again_and_dead_after_its_last_attempt() throws Exception {
        routes.start(
                uri("a?maxAttempts=2&retryDelay=0s"),
                route -> route.process(this::see).throwException(new IllegalStateException("no")));

        routes.put("a", "x");

        routes.awaitCount("a", JobState.DEAD, 1);
        assertThat(seen).containsExactly("x", "x");
        assertThat(routes.count("a")).isEqualTo(1);
    }

    @Test
    void a_stop_with_jobs_in_flight_loses_none_doubles_none_and_uses_no_attempt() throws Exception {
        List<Integer> attempts = Collections.synchronizedList(new ArrayList<>());
        routes.put(
                "a",
                IntStream.range(0, 200).mapToObj(i -> NewJob.of("job " + i)).toList());
        routes.start(
                uri("a?concurrentConsumers=2") + attempts(),
                route -> route.routeId("a")
                        .delay(1)
                        .process(exchange ->
                                attempts.add(header(exchange, headers().attempt(), Integer.class)))
                        .process(this::see));

        await().atMost(QueueRoutes.PATIENCE).until(() -> seen.size() > 5);
        routes.context.getRouteController().stopRoute("a");

        assertThat(seen).doesNotHaveDuplicates();
        assertThat(routes.count("a", JobState.RESERVED)).isZero();
        assertThat(routes.count("a", JobState.READY)).isEqualTo(200 - seen.size());
        routes.context.getRouteController().startRoute("a");
        routes.awaitEmpty("a");
        assertThat(seen).hasSize(200).doesNotHaveDuplicates();
        assertThat(attempts).containsOnly(1);
    }

    @Test
    void a_suspended_route_leaves_jobs_to_others_until_it_is_resumed() throws Exception {
        routes.start(uri("a"), route -> route.routeId("a").process(this::see));
        routes.put("a", "x");
        routes.awaitEmpty("a");

        routes.context.getRouteController().suspendRoute("a");
        routes.put("a", "y");
        assertThat(take("a")).isEqualTo("y");
        routes.put("a", "z");
        routes.context.getRouteController().resumeRoute("a");

        routes.awaitEmpty("a");
        assertThat(seen).containsExactly("x", "z");
    }

    @Test
    void a_batch_is_put_at_once_and_its_ids_are_told_in_order() throws Exception {
        routes.context.start();

        List<?> ids = Objects.requireNonNull(
                routes.context.createProducerTemplate().requestBody(uri("a"), List.of("x", "y", "z"), List.class));

        assertThat(routes.count("a", JobState.READY)).isEqualTo(3);
        ConsumerTemplate template = routes.context.createConsumerTemplate();
        List<String> delivered = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Exchange exchange = Objects.requireNonNull(template.receive(uri("a"), 10_000));
            delivered.add(header(exchange, headers().id(), String.class));
            template.doneUoW(exchange);
        }
        assertIds(ids, delivered);
        routes.awaitEmpty("a");
    }

    @Test
    void a_batch_of_jobs_is_one_exchange_and_ends_as_one() throws Exception {
        routes.put("a", "x", "y");
        routes.start(
                uri("a?batching=true"), route -> route.split(Builder.body()).process(this::see));

        routes.awaitEmpty("a");

        assertThat(seen).containsExactly("x", "y");
    }

    @Test
    void an_acknowledgement_by_hand_ends_the_job_long_after_its_exchange() throws Exception {
        BlockingQueue<JobAcknowledgement> taken = new LinkedBlockingQueue<>();
        routes.start(
                uri("a?ackMode=manual"),
                route -> route.process(exchange ->
                        taken.add(header(exchange, headers().acknowledgement(), JobAcknowledgement.class))));
        routes.put("a", "x", "y");

        JobAcknowledgement x = Objects.requireNonNull(taken.poll(10, TimeUnit.SECONDS));
        JobAcknowledgement y = Objects.requireNonNull(taken.poll(10, TimeUnit.SECONDS));
        routes.awaitCount("a", JobState.RESERVED, 2);
        boolean extended = x.extend();
        x.done();
        y.giveBack();

        assertThat(extended).isTrue();
        JobAcknowledgement again = Objects.requireNonNull(taken.poll(10, TimeUnit.SECONDS));
        assertIsAgain(again, y);
        again.dead("no");
        routes.awaitCount("a", JobState.DEAD, 1);
        assertThat(routes.count("a")).isEqualTo(1);
    }

    @Test
    void one_receive_takes_one_job_and_leaves_the_others() {
        routes.context.start();
        ConsumerTemplate template = routes.context.createConsumerTemplate();
        routes.put("a", "x", "y");

        Exchange exchange = Objects.requireNonNull(template.receive(uri("a"), 10_000));

        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("x");
        assertThat(routes.count("a", JobState.RESERVED)).isEqualTo(1);
        assertThat(routes.count("a", JobState.READY)).isEqualTo(1);
        template.doneUoW(exchange);
        routes.awaitCount("a", JobState.RESERVED, 0);
        assertThat(routes.count("a")).isEqualTo(1);
    }

    @Test
    void browsing_shows_the_next_job_and_leaves_it() {
        routes.context.start();
        routes.put("a", "x");

        List<Exchange> shown = routes.context
                .getEndpoint(uri("a?browsable=true"), BrowsableEndpoint.class)
                .getExchanges();

        assertThat(shown)
                .extracting(exchange -> exchange.getMessage().getBody(String.class))
                .containsExactly("x");
        assertThat(routes.count("a", JobState.READY)).isEqualTo(1);
    }

    private JobHeaders headers() {
        return routes.context.getEndpoint(uri("a"), QueueEndpoint.class).headers();
    }

    private static <T> T header(Exchange exchange, String name, Class<T> type) throws Exception {
        return ExchangeHelper.getMandatoryHeader(exchange, name, type);
    }

    /** The next job's body, for another consumer. */
    private String take(String queue) throws InterruptedException {
        try (JobSource source = routes.beside.source(List.of(queue))) {
            Reservation taken = source.reserve(1, Duration.ofSeconds(10)).get(0);
            source.settle(List.of(new Settlement(taken, Outcome.done())));
            return taken.job().body().utf8();
        }
    }
}
