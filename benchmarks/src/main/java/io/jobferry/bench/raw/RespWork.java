package io.jobferry.bench.raw;

import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;
import java.io.IOException;

/** What speaks RESP on so many connections, each with a thread of its own. */
abstract class RespWork implements Work {
    private final int batch;
    private final RespSocket[] sockets;

    RespWork(Setup setup) throws IOException {
        this.batch = setup.batch();
        this.sockets = new RespSocket[setup.connections()];
        for (int i = 0; i < sockets.length; i++) {
            sockets[i] = new RespSocket(setup);
        }
    }

    @Override
    public final void run(Round round) throws Exception {
        Round.onThreads(sockets.length, index -> run(sockets[index], round, batch));
    }

    /** Does its share of the round. */
    abstract void run(RespSocket socket, Round round, int batch) throws IOException;

    @Override
    public final void close() throws IOException {
        for (RespSocket each : sockets) {
            each.close();
        }
    }
}
