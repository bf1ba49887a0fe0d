package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.PutResult;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import io.jobferry.disque.DisqueBackend;
import io.jobferry.disque.DisqueOptions;
import io.jobferry.disque.DisquePut;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only Disque does. */
@NeedsServer(ServerKind.DISQUE)
class DisqueTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Backend backend;

    DisqueTest(TestServer disque) {
        backend = new DisqueBackend(DisqueOptions.of(disque.address()));
    }

    @AfterEach
    void closeBackend() {
        backend.close();
    }

    @Test
    void a_delayed_retry_keeps_the_job_its_id_and_its_count_past_the_servers_own_retry() throws Exception {
        String put = put("held", DisquePut.DEFAULT.withRetry(Duration.ofSeconds(1)));
        JobSource source = backend.source(List.of("held"));
        Reservation first = source.reserve(1, SOON).get(0);

        Settled settled = source.settle(List.of(new Settlement(first, Outcome.retry(Duration.ofSeconds(3)))))
                .get(0);
        List<Reservation> early = source.reserve(1, Duration.ofSeconds(2));
        Reservation second = source.reserve(1, SOON).get(0);

        assertThat(settled).isEqualTo(Settled.APPLIED);
        assertThat(early).isEmpty();
        assertThat(second.job().id()).isEqualTo(put);
        assertThat(source.attempt(second)).isEqualTo(2);
        assertThat(second.job().facts()).containsEntry("nacks", "1").containsEntry("additional-deliveries", "0");
    }

    @Test
    void an_extension_tells_the_lease_that_the_delivery_did_not() throws Exception {
        put("told", DisquePut.DEFAULT.withRetry(Duration.ofSeconds(100)));
        JobSource source = backend.source(List.of("told"));
        Reservation job = source.reserve(1, SOON).get(0);
        long believed = job.leaseEndNanos() - System.nanoTime();

        source.extend(List.of(job));
        long told = job.leaseEndNanos() - System.nanoTime();

        assertThat(Duration.ofNanos(believed)).isLessThan(Duration.ofSeconds(2));
        assertThat(Duration.ofNanos(told)).isBetween(Duration.ofSeconds(95), Duration.ofSeconds(100));
    }

    @Test
    void a_job_that_is_delivered_at_most_once_has_a_lease_without_end() throws Exception {
        put("once", DisquePut.DEFAULT.withRetry(Duration.ZERO).withReplicate(1));
        JobSource source = backend.source(List.of("once"));

        Reservation job = source.reserve(1, SOON).get(0);

        assertThat(job.leaseEndNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(source.extend(List.of(job))).containsExactly(Settled.APPLIED);
        assertThat(source.reserve(1, Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    void more_replicas_than_nodes_are_refused_with_the_servers_words() {
        NewJob job = new NewJob(Body.utf8("job"), DisquePut.DEFAULT.withReplicate(3));

        PutResult result = backend.sink("replicas").put(job);

        assertThat(result.kind()).isEqualTo(PutResult.Kind.REFUSED);
        assertThat(result.reason()).startsWith("NOREPL Not enough");
    }

    private String put(String queue, DisquePut options) {
        return String.valueOf(
                backend.sink(queue).put(new NewJob(Body.utf8("job"), options)).id());
    }
}
