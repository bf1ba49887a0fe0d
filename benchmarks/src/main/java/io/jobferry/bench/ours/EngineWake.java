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

/** A {@link JobConsumer} that waits, and a sink. */
public final class EngineWake implements Work {
    private final Backend backend;

    public EngineWake(Setup setup) {
        this.backend = Queues.open(setup.server());
    }

    @Override
    public void run(Round round) throws Exception {
        Wake wake = new Wake(round);
        JobHandler handler = JobHandler.of(job -> wake.arrived(job.body().bytes()));
        try (JobConsumer consumer = new JobConsumer(backend, round.queue(), handler);
                JobSink sink = backend.sink(round.queue())) {
            consumer.start();
            wake.puts(body -> sink.put(NewJob.of(Body.of(body))));
        }
    }

    @Override
    public void close() {
        backend.close();
    }
}
