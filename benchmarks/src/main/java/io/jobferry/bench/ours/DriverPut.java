package io.jobferry.bench.ours;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.JobSink;
import io.jobferry.NewJob;
import io.jobferry.PutResult;
import io.jobferry.Queues;
import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;
import java.util.List;

/** Puts batches through one sink. */
public final class DriverPut implements Work {
    private final Setup setup;
    private final Backend backend;

    public DriverPut(Setup setup) {
        this.setup = setup;
        this.backend = Queues.open(setup.server());
    }

    @Override
    public void run(Round round) throws Exception {
        try (JobSink sink = backend.sink(round.queue())) {
            Round.onThreads(setup.connections(), index -> put(sink, round));
        }
    }

    private void put(JobSink sink, Round round) {
        for (List<byte[]> some = round.next(setup.batch()); !some.isEmpty(); some = round.next(setup.batch())) {
            List<PutResult> results =
                    sink.put(some.stream().map(body -> NewJob.of(Body.of(body))).toList());
            for (PutResult result : results) {
                if (result.kind() != PutResult.Kind.PUT) {
                    throw new IllegalStateException("put was answered " + result);
                }
            }
        }
    }

    @Override
    public void close() {
        backend.close();
    }
}
