package io.jobferry.bench.raw;

import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;
import java.io.IOException;
import java.util.List;

/** Puts a batch on one connection, then deletes the last and reserves as many in one write on another. */
public final class RawBeanstalkTurnover implements Work {
    private final Setup setup;

    public RawBeanstalkTurnover(Setup setup) {
        this.setup = setup;
    }

    @Override
    public void run(Round round) throws IOException {
        try (RawSocket putter = new RawSocket(setup);
                RawSocket taker = new RawSocket(setup)) {
            RawBeanstalkPut.use(putter, round);
            RawBeanstalkTake.watch(taker, round);
            long[] ids = new long[setup.batch()];
            int held = 0;
            for (List<byte[]> some = round.next(setup.batch()); !some.isEmpty(); some = round.next(setup.batch())) {
                RawBeanstalkPut.send(putter, some);
                RawBeanstalkPut.inserted(putter, some.size());
                RawBeanstalkTake.send(taker, ids, held, some.size());
                RawBeanstalkTake.deleted(taker, held);
                held = RawBeanstalkTake.reserved(taker, round, ids, some.size());
            }
            RawBeanstalkTake.send(taker, ids, held, 0);
            RawBeanstalkTake.deleted(taker, held);
        }
    }
}
