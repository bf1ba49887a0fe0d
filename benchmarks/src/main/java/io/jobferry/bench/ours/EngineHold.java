package io.jobferry.bench.ours;

import io.jobferry.Backend;
import io.jobferry.Queues;
import io.jobferry.bench.Heap;
import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.Delivery;
import io.jobferry.consume.JobConsumer;
import io.jobferry.consume.JobHandler;
import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A {@link JobConsumer} whose handler ends no delivery before all jobs are in work. */
public final class EngineHold implements Work {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Setup setup;
    private final Backend backend;

    public EngineHold(Setup setup) {
        this.setup = setup;
        this.backend = Queues.open(setup.server());
    }

    @Override
    public void run(Round round) throws Exception {
        List<Delivery> held = new ArrayList<>(round.jobs()); // of the lane's thread until all are there
        CountDownLatch left = new CountDownLatch(round.jobs());
        JobHandler handler = delivery -> {
            held.add(delivery);
            left.countDown();
        };
        ConsumerOptions options =
                ConsumerOptions.DEFAULT.withMaxJobsPerPoll(setup.batch()).withMaxInFlight(round.jobs() + setup.batch());
        long before = Heap.used();
        try (JobConsumer consumer = new JobConsumer(
                List.of(backend), List.of(round.queue()), handler, options, QueueListener.NONE, Thread::new)) {
            consumer.start();
            left.await();
            round.measured((double) (Heap.used() - before) / round.jobs() - round.size());
            held.forEach(each -> round.took(each.job().body().bytes()));
            held.forEach(Delivery::done);
            if (!consumer.awaitStop(PATIENCE)) {
                throw new IllegalStateException("jobs in work have not ended");
            }
        }
    }

    @Override
    public void close() {
        backend.close();
    }
}
