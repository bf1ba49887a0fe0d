package io.jobferry.connect.disque;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.JobSink;
import io.jobferry.NewJob;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueStats;
import io.jobferry.Queues;
import io.jobferry.connect.ExactlyOnceContract;
import io.jobferry.connect.TransactionalWorker;
import io.jobferry.disque.DisquePut;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Effectively once: an acknowledgement ends a job whoever holds it, and at whichever node. */
class ExactlyOnceTest extends ExactlyOnceContract {
    private final DisqueFixture disque;

    ExactlyOnceTest() {
        super(DisqueFixture.open());
        this.disque = (DisqueFixture) fixture;
        source.put("disque.servers", String.join(",", disque.server().addresses()));
    }

    @Test
    void what_a_worker_that_hangs_holds_is_acknowledged_by_the_next_and_does_not_come_when_its_retry_is_over()
            throws Exception {
        put("in", retried("a"));
        TransactionalWorker hangs = start();
        hangs.send(hangs.pollSome());
        hangs.commitSilently();

        TransactionalWorker second = start();
        awaitEmpty(second);
        put("in", NewJob.of("b"));
        second.carry(2);

        assertThat(carried()).containsExactly("a", "b");
    }

    @Test
    void what_is_not_acknowledged_because_its_node_died_is_not_published_again() throws Exception {
        put("in", retried("a"));
        TransactionalWorker worker = start();
        List<SourceRecord> records = worker.pollSome();

        disque.server().kill(0);
        worker.send(records);
        worker.commit();
        try (Backend survivor = Queues.open("disque://" + disque.server().address(1));
                JobSink sink = survivor.sink("in");
                QueueAdmin in = survivor.admin("in")) {
            sink.put(new NewJob(Body.utf8("b"), DisquePut.DEFAULT.withReplicate(1)));
            worker.carry(2);
            await().until(() -> {
                worker.turn();
                QueueStats stats = in.stats();
                return stats.ready().orElseThrow() + stats.reserved().orElseThrow() == 0;
            });
        }

        assertThat(carried()).containsExactly("a", "b");
    }

    /** Delivered again when it was not acknowledged for a second. */
    private static NewJob retried(String body) {
        return new NewJob(Body.utf8(body), DisquePut.DEFAULT.withRetry(Duration.ofSeconds(1)));
    }
}
