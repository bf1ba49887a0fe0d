package io.jobferry.bench.raw;

import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;
import java.io.IOException;
import java.util.List;

/** LPUSH with a batch of values. */
public final class RawRedisPut implements Work {
    private final Setup setup;
    private final RespSocket[] sockets;

    public RawRedisPut(Setup setup) throws IOException {
        this.setup = setup;
        this.sockets = RespSocket.open(setup);
    }

    @Override
    public void run(Round round) throws Exception {
        Round.onThreads(sockets.length, index -> put(sockets[index], round));
    }

    private void put(RespSocket socket, Round round) throws IOException {
        for (List<byte[]> some = round.next(setup.batch()); !some.isEmpty(); some = round.next(setup.batch())) {
            socket.command(2 + some.size()).word("LPUSH").word(round.queue());
            some.forEach(socket::word);
            socket.send();
            socket.number(':');
        }
    }

    @Override
    public void close() throws IOException {
        RespSocket.close(sockets);
    }
}
