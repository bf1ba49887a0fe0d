package io.jobferry.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.NewJob;
import io.jobferry.QueueStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the source of every backend that can do it makes of jobs whose worker died: one record each. */
public abstract class ExactlyOnceContract extends ConnectorContract {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int WINDOW = 10;

    private final TransactionalWorker.Kafka kafka = new TransactionalWorker.Kafka();
    private final List<TransactionalWorker> workers = new ArrayList<>();

    protected ExactlyOnceContract(ConnectorFixture fixture) {
        super(fixture);
        source.put("exactly.once.support", "required");
    }

    @AfterEach
    void closeWorkers() {
        workers.forEach(TransactionalWorker::close);
    }

    @Test
    void fault_37_a_worker_that_dies_after_the_commit_costs_no_second_record() throws Exception {
        put("in", NewJob.of("a"));
        TransactionalWorker first = start();
        first.send(first.pollSome());
        first.commitAndDie();

        put("in", NewJob.of("b"));
        TransactionalWorker second = start();
        second.carry(2);

        assertThat(carried()).containsExactly("a", "b");
        awaitEmpty(second);
    }

    @Test
    void without_what_kafka_remembers_it_would() throws Exception {
        put("in", NewJob.of("a"));
        TransactionalWorker first = start();
        first.send(first.pollSome());
        first.commitAndDie();

        kafka.offsets.clear();
        start().carry(2);

        assertThat(carried()).containsExactly("a", "a");
    }

    @Test
    void kafka_remembers_no_more_jobs_than_the_window_has_and_none_that_the_server_has_forgotten() throws Exception {
        source.put("max.in.flight.jobs", Integer.toString(WINDOW));
        source.put("batch.size", Integer.toString(WINDOW));
        TransactionalWorker worker = start();
        for (int job = 1; job <= 3 * WINDOW; job++) {
            put("in", NewJob.of(Integer.toString(job)));
        }

        while (carried().size() < 3 * WINDOW) {
            worker.turn();
            assertThat(remembered()).hasSizeLessThanOrEqualTo(WINDOW);
        }
        List<String> before = remembered();
        await().atMost(SOON).until(() -> {
            put("in", NewJob.of("later"));
            worker.carry(carried().size() + 1);
            return remembered().size() == 1;
        });

        assertThat(remembered()).doesNotContainAnyElementsOf(before);
    }

    /** The jobs that may be in the queue still, as Kafka knows. */
    private List<String> remembered() {
        return kafka.offsets.values().stream()
                .flatMap(offset -> SourcePosition.unconfirmed("in", offset).keys().stream())
                .toList();
    }

    /** The values that Kafka has. */
    protected List<String> carried() {
        return kafka.values;
    }

    /** A new worker, which goes on where Kafka says that the ones before were. */
    protected TransactionalWorker start() throws Exception {
        JobSourceConnector connector = fixture.source();
        connector.start(source);
        TransactionalWorker worker = new TransactionalWorker(
                (JobSourceTask) task(connector.taskClass()),
                connector.taskConfigs(1).get(0),
                kafka,
                record -> false);
        workers.add(worker);
        return worker;
    }

    /** Returns once the queue has no job left, while this worker has its turns. */
    protected void awaitEmpty(TransactionalWorker worker) {
        await().atMost(SOON).until(() -> {
            worker.turn();
            QueueStats stats = stats("in");
            return stats.ready().orElseThrow() + stats.reserved().orElseThrow() == 0;
        });
    }
}
