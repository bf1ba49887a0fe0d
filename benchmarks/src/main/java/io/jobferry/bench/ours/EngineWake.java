package io.jobferry.bench.ours;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.JobSink;
import io.jobferry.NewJob;
import io.jobferry.Queues;
import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Wake;
import io.jobferry.bench.Work;
import io.jobferry.consume.JobConsumer;
import io.jobferry.consume.JobHandler;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A {@link JobConsumer} that waits, and a sink. */
public final class EngineWake implements Work {
    private final Backend backend;

    public EngineWake(Setup setup) {
        this.backend = Queues.open(setup.server());
    }

    @Override
    public void run(Round round) throws Exception {
        BlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();
        JobHandler handler = JobHandler.of(job -> {
            long arrived = System.nanoTime();
            round.took(job.body().bytes());
            arrivals.add(arrived);
        });
        try (JobConsumer consumer = new JobConsumer(backend, round.queue(), handler);
                JobSink sink = backend.sink(round.queue())) {
            consumer.start();
            Wake.puts(round, arrivals, body -> sink.put(NewJob.of(Body.of(body))));
        }
    }

    @Override
    public void close() {
        backend.close();
    }
}
