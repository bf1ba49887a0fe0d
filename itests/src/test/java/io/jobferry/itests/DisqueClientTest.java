package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Body;
import io.jobferry.PutResult;
import io.jobferry.QueueException;
import io.jobferry.disque.DisqueBackend;
import io.jobferry.disque.DisqueClient;
import io.jobferry.disque.DisqueGet;
import io.jobferry.disque.DisqueJob;
import io.jobferry.disque.DisqueJobFilter;
import io.jobferry.disque.DisqueJobInfo;
import io.jobferry.disque.DisqueJobInfo.State;
import io.jobferry.disque.DisqueOptions;
import io.jobferry.disque.DisquePause;
import io.jobferry.disque.DisquePut;
import io.jobferry.disque.DisqueQueueFilter;
import io.jobferry.disque.DisqueQueueInfo;
import io.jobferry.disque.DisqueScan;
import io.jobferry.jedis.RespError;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every command of the native client. */
@NeedsServer(ServerKind.DISQUE)
class DisqueClientTest {
    private static final Body BODY = Body.utf8("job");

    private final String queue = "client-" + UUID.randomUUID();
    private final DisqueBackend backend;
    private final DisqueClient client;

    DisqueClientTest(TestServer disque) {
        backend = new DisqueBackend(DisqueOptions.of(disque.address()));
        client = backend.client();
    }

    @AfterEach
    void closeBackend() {
        backend.close();
    }

    @Test
    void addjob_takes_every_option() {
        DisquePut how = DisquePut.DEFAULT
                .withReplicate(1)
                .withDelay(Duration.ofSeconds(5))
                .withRetry(Duration.ofSeconds(7))
                .withTtl(Duration.ofMinutes(10))
                .withMaxlen(3)
                .withAsync(true);

        PutResult put = client.addJob(queue, BODY, how);

        String id = String.valueOf(put.id());
        DisqueJobInfo job = client.show(id).orElseThrow();
        assertThat(job.id()).isEqualTo(id);
        assertThat(job.queue()).isEqualTo(queue);
        assertThat(job.state()).isEqualTo(State.ACTIVE);
        assertThat(job.repl()).isEqualTo(1);
        assertThat(job.delay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(job.retry()).isEqualTo(Duration.ofSeconds(7));
        assertThat(job.ttl()).isBetween(Duration.ofSeconds(590), Duration.ofSeconds(600));
        assertThat(job.nextRequeueWithin()).isLessThanOrEqualTo(Duration.ofSeconds(5));
        assertThat(job.body()).isEqualTo(BODY);
    }

    @Test
    void a_full_queue_refuses() {
        DisquePut one = DisquePut.DEFAULT.withMaxlen(1);

        List<PutResult> results = client.addJobs(queue, List.of(BODY, BODY), one, Duration.ofSeconds(1));

        assertThat(results).extracting(PutResult::kind).containsExactly(PutResult.Kind.PUT, PutResult.Kind.REFUSED);
        assertThat(results.get(1).reason()).startsWith("MAXLEN");
    }

    @Test
    void getjob_takes_every_option() {
        List<String> ids = add(3);

        List<DisqueJob> two = client.getJob(DisqueGet.NOHANG.withCount(2), queue);
        List<DisqueJob> third =
                client.getJob(DisqueGet.timeout(Duration.ofSeconds(5)).withCounters(true), "none", queue);
        List<DisqueJob> none = client.getJob(DisqueGet.timeout(Duration.ofMillis(100)), queue);

        assertThat(two).extracting(DisqueJob::id).containsExactly(ids.get(0), ids.get(1));
        assertThat(two.get(0).nacks()).isEmpty();
        assertThat(third.get(0).nacks()).hasValue(0);
        assertThat(third.get(0).additionalDeliveries()).hasValue(0);
        assertThat(none).isEmpty();
    }

    @Test
    void jobs_go_back_forth_and_away() {
        String[] ids = add(3).toArray(String[]::new);
        client.getJob(DisqueGet.NOHANG.withCount(3), queue);

        assertThat(client.nack(ids[0])).isEqualTo(1);
        assertThat(client.enqueue(ids)).isEqualTo(2);
        assertThat(client.show(ids[0]).orElseThrow().nacks()).isEqualTo(1);
        assertThat(client.show(ids[1]).orElseThrow().additionalDeliveries()).isEqualTo(1);
        assertThat(client.qlen(queue)).isEqualTo(3);
        assertThat(client.dequeue(ids)).isEqualTo(3);
        assertThat(client.qlen(queue)).isZero();
        assertThat(client.ackJob(ids[0])).isEqualTo(1);
        assertThat(client.ackJob(ids[0])).isZero();
        assertThat(client.fastAck(ids[1])).isEqualTo(1);
        assertThat(client.delJob(ids)).isEqualTo(1);
        assertThat(client.show(List.of(ids)))
                .allSatisfy(gone -> assertThat(gone).isEmpty());
    }

    @Test
    void working_tells_the_retry_and_an_unknown_job_has_none() {
        DisquePut how = DisquePut.DEFAULT.withRetry(Duration.ofSeconds(90));
        String id = String.valueOf(client.addJob(queue, BODY, how).id());

        assertThat(client.working(id)).contains(Duration.ofSeconds(90));
        client.delJob(id);
        assertThat(client.working(id)).isEmpty();
    }

    @Test
    void queues_are_looked_at() {
        List<String> ids = add(3);

        DisqueQueueInfo info = client.qstat(queue).orElseThrow();

        assertThat(info.name()).isEqualTo(queue);
        assertThat(info.len()).isEqualTo(3);
        assertThat(info.jobsIn()).isEqualTo(3);
        assertThat(info.pause()).isEqualTo(DisquePause.NONE);
        assertThat(client.qstat("never asked for")).isEmpty();
        assertThat(client.qpeek(queue, 2)).extracting(DisqueJob::id).containsExactly(ids.get(0), ids.get(1));
        assertThat(client.qpeek(queue, -1)).extracting(DisqueJob::id).containsExactly(ids.get(2));
    }

    @Test
    void queues_and_jobs_are_scanned() {
        List<String> ids = add(3);
        client.getJob(DisqueGet.NOHANG, queue);
        DisqueJobFilter jobs =
                DisqueJobFilter.ALL.withQueue(queue).withCount(1000).withBusyloop(true);

        DisqueScan<String> queues = client.qscan(
                DisqueScan.START,
                DisqueQueueFilter.ALL
                        .withCount(1000)
                        .withMinlen(2)
                        .withMaxlen(2)
                        .withImportrate(0)
                        .withBusyloop(true));
        DisqueScan<String> queued = client.jscanIds(DisqueScan.START, jobs.withStates(State.QUEUED, State.ACKED));
        DisqueScan<DisqueJobInfo> active = client.jscan(DisqueScan.START, jobs.withStates(State.ACTIVE));

        assertThat(queues.items()).contains(queue);
        assertThat(queued.isLast()).isTrue();
        assertThat(queued.items()).containsExactlyInAnyOrder(ids.get(1), ids.get(2));
        assertThat(active.items()).extracting(DisqueJobInfo::id).containsExactly(ids.get(0));
    }

    @Test
    void a_queue_is_paused() {
        assertThat(client.pauseState(queue)).isEqualTo(DisquePause.NONE);
        assertThat(client.pause(queue, DisquePause.IN)).isEqualTo(DisquePause.IN);
        assertThat(client.addJob(queue, BODY, DisquePut.DEFAULT).reason()).startsWith("PAUSED");
        assertThat(client.pauseBcast(queue, DisquePause.ALL)).isEqualTo(DisquePause.ALL);
        assertThat(client.pauseState(queue)).isEqualTo(DisquePause.ALL);
        assertThat(client.pause(queue, DisquePause.NONE)).isEqualTo(DisquePause.NONE);
    }

    @Test
    void the_node_says_who_it_is() {
        assertThat(client.ping()).isTrue();
        assertThat(client.hello().nodes()).hasSize(1);
        assertThat(client.hello().id()).hasSize(40);
        assertThat(client.info()).contains("disque_version");
        assertThat(client.info("jobs")).contains("registered_jobs");
        assertThat(client.call("CLUSTER", "MYID").text())
                .isEqualTo(client.hello().id());
    }

    @Test
    void what_the_server_refuses_is_an_error_in_its_words() {
        assertThatThrownBy(() -> client.ackJob("nonsense"))
                .isInstanceOfSatisfying(
                        RespError.class, no -> assertThat(no.kind()).isEqualTo(QueueException.Kind.REFUSED))
                .hasMessageContaining("BADID");
        assertThatThrownBy(() -> client.auth("sesame"))
                .isInstanceOf(RespError.class)
                .hasMessageNotContaining("sesame");
        assertThat(client.call("NONSENSE").error()).isInstanceOf(RespError.class);
    }

    @Test
    void a_closed_client_says_so() {
        client.close();

        assertThatThrownBy(client::hello)
                .isInstanceOfSatisfying(
                        QueueException.class, e -> assertThat(e.kind()).isEqualTo(QueueException.Kind.CLOSED));
    }

    private List<String> add(int jobs) {
        List<Body> bodies = IntStream.range(0, jobs).mapToObj(i -> BODY).toList();
        return client.addJobs(queue, bodies, DisquePut.DEFAULT, Duration.ofSeconds(1)).stream()
                .map(put -> String.valueOf(put.id()))
                .toList();
    }
}
