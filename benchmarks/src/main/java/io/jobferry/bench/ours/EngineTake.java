package io.jobferry.bench.ours;

import io.jobferry.Backend;
import io.jobferry.Queues;
import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.JobConsumer;
import io.jobferry.consume.JobHandler;
import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What most users write: a {@link JobConsumer} with a handler. */
public final class EngineTake implements Work {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Setup setup;
    private final Backend backend;

    public EngineTake(Setup setup) {
        this.setup = setup;
        this.backend = Queues.open(setup.server());
    }

    @Override
    public void run(Round round) throws Exception {
        CountDownLatch left = new CountDownLatch(round.jobs());
        JobHandler handler = JobHandler.of(job -> {
            round.took(job.body().bytes());
            left.countDown();
        });
        ConsumerOptions options =
                ConsumerOptions.DEFAULT.withLanes(setup.connections()).withMaxJobsPerPoll(setup.batch());
        try (JobConsumer consumer = new JobConsumer(
                List.of(backend), List.of(round.queue()), handler, options, QueueListener.NONE, Thread::new)) {
            consumer.start();
            left.await();
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
