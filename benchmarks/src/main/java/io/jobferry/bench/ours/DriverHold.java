package io.jobferry.bench.ours;

import io.jobferry.Backend;
import io.jobferry.JobSource;
import io.jobferry.Outcome;
import io.jobferry.Queues;
import io.jobferry.Reservation;
import io.jobferry.Settlement;
import io.jobferry.bench.Heap;
import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reserves all jobs, looks at the heap, and only then settles them. */
public final class DriverHold implements Work {
    private final Setup setup;
    private final Backend backend;

    public DriverHold(Setup setup) {
        this.setup = setup;
        this.backend = Queues.open(setup.server());
    }

    @Override
    public void run(Round round) throws Exception {
        try (JobSource source = backend.source(List.of(round.queue()))) {
            List<Reservation> held = new ArrayList<>(round.jobs());
            long before = Heap.used();
            while (held.size() < round.jobs()) {
                held.addAll(source.reserve(setup.batch(), Duration.ofSeconds(1)));
            }
            round.measured((double) (Heap.used() - before) / held.size() - round.size());
            held.forEach(each -> round.took(each.job().body().bytes()));
            for (int from = 0; from < held.size(); from += setup.batch()) {
                source.settle(held.subList(from, Math.min(held.size(), from + setup.batch())).stream()
                        .map(each -> new Settlement(each, Outcome.done()))
                        .toList());
            }
        }
    }

    @Override
    public void close() {
        backend.close();
    }
}
