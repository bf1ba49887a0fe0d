package io.jobferry.bench.raw;

import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import java.io.IOException;
import java.util.List;

/** LPUSH with a batch of values. */
public final class RawRedisPut extends RespWork {
    public RawRedisPut(Setup setup) throws IOException {
        super(setup);
    }

    @Override
    void run(RespSocket socket, Round round, int batch) throws IOException {
        for (List<byte[]> some = round.next(batch); !some.isEmpty(); some = round.next(batch)) {
            socket.command(2 + some.size()).word("LPUSH").word(round.queue());
            some.forEach(socket::word);
            socket.send();
            socket.number(':');
        }
    }
}
