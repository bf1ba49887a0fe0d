package io.jobferry.bench.ours;

import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;
import java.io.IOException;

/** {@link DriverPut} in core-queue's envelope. */
public final class GobPut implements Work {
    private final DriverPut put;

    public GobPut(Setup setup) {
        put = new DriverPut(GobTake.enveloped(setup));
    }

    @Override
    public void run(Round round) throws Exception {
        put.run(round);
    }

    @Override
    public void close() throws IOException {
        put.close();
    }
}
