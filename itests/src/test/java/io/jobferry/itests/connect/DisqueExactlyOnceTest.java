package io.jobferry.itests.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Body;
import io.jobferry.disque.DisquePut;
import io.jobferry.itests.FaultyLine;
import io.jobferry.itests.NeedsServer;
import io.jobferry.itests.ServerKind;
import io.jobferry.itests.TestServer;
import io.jobferry.kafka.LocalWorker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Disque's jobs, each of which becomes one record although their acknowledgements get lost with the worker. */
@NeedsServer(ServerKind.DISQUE)
@OwnWorkers
@Timeout(300)
class DisqueExactlyOnceTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final DisquePut RETRIED = DisquePut.DEFAULT.withRetry(Duration.ofSeconds(2));

    private final LocalKafka kafka;
    private final TestServer server;
    private final String name = "exact-disque-" + UUID.randomUUID();

    DisqueExactlyOnceTest(LocalKafka kafka, TestServer server) {
        this.kafka = kafka;
        this.server = server;
    }

    @Test
    void fault_37_a_worker_killed_after_the_commit_and_before_the_acknowledgement_costs_no_second_record()
            throws Exception {
        assertThat(carryWithAKillBeforeTheAcknowledgement("required")).isZero();
    }

    @Test
    void the_same_with_the_set_switched_off_shows_jobs_that_come_twice() throws Exception {
        assertThat(carryWithAKillBeforeTheAcknowledgement("requested")).isPositive();
    }

    /** How many jobs came twice, once all are acknowledged. */
    private int carryWithAKillBeforeTheAcknowledgement(String support) throws Exception {
        try (FaultyLine line = new FaultyLine(server.address());
                LocalWorker worker =
                        kafka.start(WorkerVersion.V4_3, "exact-on-disque-" + support, ExactlyOnceTest.TRANSACTIONS);
                Tube queue = new Tube(Connectors.DISQUE.open(server.address()), name);
                CommittedJobs committed = new CommittedJobs(kafka.bootstrapServers(), name)) {
            line.swallowDeletes();
            worker.rest().start(name, config(line, support), 1);
            queue.put(RETRIED, List.of(Body.utf8("a"), Body.utf8("b")));
            committed.await(1);
            await().atMost(SOON).until(line::hasSwallowed);
            worker.kill();

            line.letDeletesThrough();
            worker.restart();
            queue.put(RETRIED, List.of(Body.utf8("c")));
            committed.await(3);
            queue.awaitEmpty();

            return committed.twice();
        }
    }

    private Map<String, String> config(FaultyLine line, String support) {
        Map<String, String> config = Connectors.DISQUE.source(line.address(), name);
        config.put("exactly.once.support", support);
        config.put("producer.override.transaction.timeout.ms", "10000");
        return config;
    }
}
