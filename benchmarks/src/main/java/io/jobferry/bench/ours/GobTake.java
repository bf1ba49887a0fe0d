package io.jobferry.bench.ours;

import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;
import java.io.IOException;

/** {@link DriverTake} out of core-queue's envelope. */
public final class GobTake implements Work {
    public static final String URI = "redis://%s?envelope=gob";

    private final DriverTake take;

    public GobTake(Setup setup) {
        take = new DriverTake(enveloped(setup));
    }

    static Setup enveloped(Setup setup) {
        return new Setup(setup.port(), setup.connections(), setup.batch(), URI);
    }

    @Override
    public void run(Round round) throws Exception {
        take.run(round);
    }

    @Override
    public void close() throws IOException {
        take.close();
    }
}
