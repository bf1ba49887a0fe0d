package io.jobferry.bench.raw;

import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;
import java.io.IOException;
import java.util.List;

/** Pipelined ADDJOBs: a batch, then its answers. */
public final class RawDisquePut implements Work {
    private final Setup setup;
    private final RespSocket[] sockets;

    public RawDisquePut(Setup setup) throws IOException {
        this.setup = setup;
        this.sockets = RespSocket.open(setup);
    }

    @Override
    public void run(Round round) throws Exception {
        Round.onThreads(sockets.length, index -> put(sockets[index], round));
    }

    private void put(RespSocket socket, Round round) throws IOException {
        for (List<byte[]> some = round.next(setup.batch()); !some.isEmpty(); some = round.next(setup.batch())) {
            for (byte[] body : some) {
                socket.command(4).word("ADDJOB").word(round.queue()).word(body).word("0");
            }
            socket.send();
            for (int i = 0; i < some.size(); i++) {
                socket.socket.expect('+');
                socket.socket.skipLine();
            }
        }
    }

    @Override
    public void close() throws IOException {
        RespSocket.close(sockets);
    }
}
