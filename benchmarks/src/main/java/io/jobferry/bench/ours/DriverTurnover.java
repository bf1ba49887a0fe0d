package io.jobferry.bench.ours;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.Queues;
import io.jobferry.Reservation;
import io.jobferry.Settlement;
import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;
import java.util.List;

/** Puts a batch, then settles the last and reserves as many. */
public final class DriverTurnover implements Work {
    private final Setup setup;
    private final Backend backend;

    public DriverTurnover(Setup setup) {
        this.setup = setup;
        this.backend = Queues.open(setup.server());
    }

    @Override
    public void run(Round round) {
        try (JobSink sink = backend.sink(round.queue());
                JobSource source = backend.source(List.of(round.queue()))) {
            List<Reservation> held = List.of();
            for (List<byte[]> some = round.next(setup.batch()); !some.isEmpty(); some = round.next(setup.batch())) {
                sink.put(some.stream().map(body -> NewJob.of(Body.of(body))).toList());
                held = source.settleAndReserve(done(held), some.size()).reserved();
                held.forEach(each -> round.took(each.job().body().bytes()));
            }
            source.settle(done(held));
        }
    }

    private static List<Settlement> done(List<Reservation> held) {
        return held.stream().map(each -> new Settlement(each, Outcome.done())).toList();
    }

    @Override
    public void close() {
        backend.close();
    }
}
