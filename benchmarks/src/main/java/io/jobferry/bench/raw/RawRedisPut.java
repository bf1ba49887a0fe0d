package io.jobferry.bench.raw;

import io.jobferry.bench.Members;
import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import java.io.IOException;
import java.util.List;

/** LPUSH with a batch of values. */
public final class RawRedisPut extends RespWork {
    private final Members members;

    public RawRedisPut(Setup setup) throws IOException {
        super(setup);
        this.members = Members.of(setup);
    }

    @Override
    void run(RespSocket socket, Round round, int batch) throws IOException {
        for (List<byte[]> some = round.next(batch); !some.isEmpty(); some = round.next(batch)) {
            socket.command(2 + some.size()).word("LPUSH").word(members.list(round.queue()));
            some.forEach(body -> socket.word(members.of(body)));
            socket.send();
            socket.number(':');
        }
    }
}
