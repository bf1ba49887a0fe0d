package io.jobferry.bench.ours;

import io.jobferry.Backend;
import io.jobferry.JobSource;
import io.jobferry.Outcome;
import io.jobferry.Queues;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;
import java.time.Duration;
import java.util.List;

/** Settles a batch and reserves the next in one round trip, on a source a thread. */
public final class DriverTake implements Work {
    private final Setup setup;
    private final Backend backend;

    public DriverTake(Setup setup) {
        this.setup = setup;
        this.backend = Queues.open(setup.server());
    }

    @Override
    public void run(Round round) throws Exception {
        Round.onThreads(setup.connections(), index -> take(round));
    }

    private void take(Round round) throws InterruptedException {
        try (JobSource source = backend.source(List.of(round.queue()))) {
            List<Reservation> jobs = source.reserve(setup.batch(), Duration.ZERO);
            while (!jobs.isEmpty()) {
                jobs.forEach(each -> round.took(each.job().body().bytes()));
                List<Settlement> settlements = jobs.stream()
                        .map(each -> new Settlement(each, Outcome.done()))
                        .toList();
                JobSource.Turn turn = source.settleAndReserve(settlements, setup.batch());
                if (turn.settled().stream().anyMatch(settled -> settled != Settled.APPLIED)) {
                    throw new IllegalStateException("settlements were answered " + turn.settled());
                }
                jobs = turn.reserved();
            }
        }
    }

    @Override
    public void close() {
        backend.close();
    }
}
