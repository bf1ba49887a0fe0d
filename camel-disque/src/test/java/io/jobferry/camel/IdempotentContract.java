package io.jobferry.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Body;
import io.jobferry.NewJob;
import io.jobferry.PutOptions;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.Builder;
import org.apache.camel.model.IdempotentConsumerDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an idempotent consumer with the job's key makes of a job that is delivered twice, on any server. */
public abstract class IdempotentContract extends RoutesOnServer {
    // What stays of one consumer for the next, as a table or a cache does.
    private final MemoryIdempotentRepository repository = new MemoryIdempotentRepository();
    private final AtomicInteger deliveries = new AtomicInteger();
    private final Gate gate = new Gate();
    private QueueRoutes earlier;

    /** The header with the job's key. */
    protected abstract String jobKey();

    /** The consumer's header for acknowledgements by hand. */
    protected abstract String acknowledgement();

    /** How a job is put whose holder has two seconds until it is given to another. */
    protected abstract PutOptions shortLease();

    /** The option that makes leases so short, where they are the consumer's. */
    protected String shortLeases() {
        return "";
    }

    @BeforeEach
    void startServer() {
        server.start();
        earlier = routes();
    }

    @AfterEach
    void closeEarlier() {
        gate.open();
        earlier.close();
    }

    @Test
    void a_job_that_was_done_but_not_acknowledged_is_skipped_at_its_second_delivery_and_acknowledged()
            throws Exception {
        Queue<JobAcknowledgement> neverGiven = new ConcurrentLinkedQueue<>();
        earlier.start(
                from("&ackMode=manual"),
                route -> onlyOnce(route.process(exchange -> neverGiven.add(
                                exchange.getMessage().getHeader(acknowledgement(), JobAcknowledgement.class))))
                        .process(this::see));
        routes.put("a", job("x"));
        await().atMost(QueueRoutes.PATIENCE).until(() -> repository.getCacheSize() == 1);

        routes.start(from(""), route -> onlyOnce(route).process(this::see));

        routes.awaitEmpty("a");
        assertThat(deliveries).hasValueGreaterThan(1);
        assertThat(seen).containsExactly("x");
        neverGiven.forEach(JobAcknowledgement::done); // too late, so that the route can stop
    }

    @Test
    void a_job_whose_first_delivery_came_to_no_end_is_not_skipped() throws Exception {
        earlier.start(from(""), route -> onlyOnce(route).process(gate));
        routes.put("a", job("x"));
        gate.awaitReached();

        routes.start(from(""), route -> onlyOnce(route).process(this::see));

        routes.awaitEmpty("a");
        assertThat(seen).containsExactly("x");
    }

    @Test
    void a_job_that_failed_is_not_skipped_at_its_retry() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        routes.start(
                from("&retryDelay=0s"),
                route -> onlyOnce(route).process(exchange -> {
                    see(exchange);
                    if (tries.incrementAndGet() == 1) {
                        throw new IllegalStateException("no");
                    }
                }));

        routes.put("a", "x");

        routes.awaitEmpty("a");
        assertThat(seen).containsExactly("x", "x");
    }

    /** As the guide writes it: the key is kept when the work is done, not when it begins. */
    private IdempotentConsumerDefinition onlyOnce(RouteDefinition route) {
        return route.process(exchange -> deliveries.incrementAndGet())
                .idempotentConsumer(Builder.header(jobKey()), repository)
                .eager(false);
    }

    private String from(String more) {
        return uri("a") + "?extendLease=false" + shortLeases() + more;
    }

    private List<NewJob> job(String body) {
        return List.of(new NewJob(Body.utf8(body), shortLease()));
    }
}
