package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.PutResult;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueException;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import io.jobferry.disque.DisqueBackend;
import io.jobferry.disque.DisqueClient;
import io.jobferry.disque.DisqueOptions;
import io.jobferry.disque.DisquePut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows of the fault list that need a real Disque node; what concerns a consumer is in {@link DisqueConsumerContract}. */
@NeedsServer(ServerKind.DISQUE)
class DisqueFaultsTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final DisquePut RETRY_1 = DisquePut.DEFAULT.withRetry(Duration.ofSeconds(1));

    @Test
    void fault_03_the_jobs_of_a_killed_worker_come_again_after_their_retry() throws Exception {
        try (TestServer server = Servers.start(ServerKind.DISQUE);
                Backend backend = open(server);
                JobSource source = backend.source(List.of("a"))) {
            DisquePut retry = DisquePut.DEFAULT.withRetry(Duration.ofSeconds(3));
            put(backend, retry, "0", "1", "2", "3", "4");
            try (ChildWorker worker = ChildWorker.holding(5, "disque://" + server.address(), "a")) {
                worker.kill();
            }

            List<Reservation> again = take(source, 5);

            assertThat(source.attempt(again.get(0))).as("no attempt is used").isEqualTo(1);
            assertThat(again.get(0).job().facts()).containsEntry("additional-deliveries", "1");
        }
    }

    @Test
    void fault_05_a_stopped_server_times_out_and_its_late_reply_is_nobodys() {
        try (TestServer server = Servers.start(ServerKind.DISQUE);
                Backend backend = open(server);
                JobSink sink = backend.sink("a");
                QueueAdmin admin = backend.admin("a")) {
            sink.put(NewJob.of("one"));

            server.pause();
            PutResult stopped = sink.put(NewJob.of("two"));
            server.resume();
            await().atMost(SOON)
                    .ignoreException(QueueException.class)
                    .until(() -> admin.stats().ready().orElseThrow() >= 1);
            PutResult after = sink.put(NewJob.of("three"));

            assertThat(stopped.kind()).isEqualTo(PutResult.Kind.UNKNOWN);
            assertThat(after.kind()).isEqualTo(PutResult.Kind.PUT);
            // Whatever became of "two", the id is that of "three".
            assertThat(admin.peek(JobState.READY, 10))
                    .filteredOn(job -> job.id().equals(after.id()))
                    .extracting(job -> job.body().utf8())
                    .containsExactly("three");
        }
    }

    @Test
    void fault_13_and_14_any_bytes_and_none_come_back() throws Exception {
        byte[] all = new byte[258];
        IntStream.range(0, 256).forEach(i -> all[i] = (byte) i);
        all[256] = '\r';
        all[257] = '\n';
        try (TestServer server = Servers.start(ServerKind.DISQUE);
                Backend backend = open(server);
                JobSink sink = backend.sink("a");
                JobSource source = backend.source(List.of("a"))) {
            sink.put(List.of(NewJob.of(Body.of(all)), NewJob.of(Body.of(new byte[0]))));

            List<Reservation> jobs = take(source, 2);

            assertThat(jobs)
                    .extracting(each -> each.job().body())
                    .containsExactlyInAnyOrder(Body.of(all), Body.of(new byte[0]));
        }
    }

    @Test
    void fault_22_done_after_the_lease_is_sent_and_counts_and_a_retry_is_told_that_the_job_is_queued_already()
            throws Exception {
        try (TestServer server = Servers.start(ServerKind.DISQUE);
                Backend backend = open(server);
                QueueAdmin admin = backend.admin("a");
                JobSource source = backend.source(List.of("a"))) {
            put(backend, RETRY_1, "done", "retried");
            List<Reservation> held = take(source, 2);

            await().atMost(SOON).until(() -> admin.stats().ready().orElseThrow() == 2);
            List<Settled> settled = source.settle(List.of(
                    new Settlement(held.get(0), Outcome.done()),
                    new Settlement(held.get(1), Outcome.retry(Duration.ZERO))));

            assertThat(settled).containsExactly(Settled.APPLIED, Settled.LEASE_LOST);
            assertThat(admin.stats().ready()).hasValue(1);
        }
    }

    @Test
    void fault_30_without_memory_puts_are_refused_by_name_and_jobs_are_still_given_out() throws Exception {
        try (TestServer server = Servers.start(ServerKind.DISQUE);
                DisqueBackend backend = open(server);
                DisqueClient client = backend.client();
                JobSink sink = backend.sink("a");
                JobSource source = backend.source(List.of("a"))) {
            put(backend, DisquePut.DEFAULT, "kept");
            client.call("CONFIG", "SET", "maxmemory", "1000000").text();

            PutResult refused = sink.put(NewJob.of("one more"));
            List<Reservation> kept = take(source, 1);
            Settled done = source.settle(List.of(new Settlement(kept.get(0), Outcome.done())))
                    .get(0);
            client.call("CONFIG", "SET", "maxmemory", "1000000000").text();
            PutResult again = sink.put(NewJob.of("one more"));

            assertThat(refused.kind()).isEqualTo(PutResult.Kind.REFUSED);
            assertThat(refused.reason()).containsPattern("^(OOM|NOREPL)");
            assertThat(done).isEqualTo(Settled.APPLIED);
            assertThat(again.kind()).isEqualTo(PutResult.Kind.PUT);
        }
    }

    @Test
    void a_password_is_asked_for_and_given() {
        try (TestServer server = Servers.start(ServerKind.DISQUE, "--requirepass", "sesame");
                Backend known =
                        new DisqueBackend(DisqueOptions.of(server.address()).withPassword("sesame"));
                Backend wrong =
                        new DisqueBackend(DisqueOptions.of(server.address()).withPassword("guess"));
                Backend none = new DisqueBackend(DisqueOptions.of(server.address()))) {
            assertThat(known.sink("a").put(NewJob.of("job")).kind()).isEqualTo(PutResult.Kind.PUT);
            assertThat(none.sink("a").put(NewJob.of("job")).reason()).startsWith("NOAUTH");
            assertThatThrownBy(() -> wrong.sink("a").put(NewJob.of("job")))
                    .isInstanceOf(QueueException.class)
                    .hasMessageContaining("invalid password")
                    .hasMessageNotContaining("guess");
        }
    }

    private static DisqueBackend open(TestServer server) {
        return new DisqueBackend(DisqueOptions.of(server.address()).withCommandTimeout(Duration.ofSeconds(1)));
    }

    private static void put(Backend backend, DisquePut how, String... bodies) {
        try (JobSink sink = backend.sink("a")) {
            List<NewJob> jobs = List.of(bodies).stream()
                    .map(body -> new NewJob(Body.utf8(body), how))
                    .toList();
            assertThat(sink.put(jobs)).extracting(PutResult::kind).containsOnly(PutResult.Kind.PUT);
        }
    }

    private static List<Reservation> take(JobSource source, int count) throws InterruptedException {
        List<Reservation> taken = new ArrayList<>();
        while (taken.size() < count) {
            List<Reservation> more = source.reserve(count - taken.size(), SOON);
            assertThat(more).as("more after %d", taken.size()).isNotEmpty();
            taken.addAll(more);
        }
        return taken;
    }
}
