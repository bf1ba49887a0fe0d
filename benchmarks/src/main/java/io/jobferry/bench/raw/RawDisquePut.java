package io.jobferry.bench.raw;

import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import java.io.IOException;
import java.util.List;

/** Pipelined ADDJOBs: a batch, then its answers. */
public final class RawDisquePut extends RespWork {
    public RawDisquePut(Setup setup) throws IOException {
        super(setup);
    }

    @Override
    void run(RespSocket socket, Round round, int batch) throws IOException {
        for (List<byte[]> some = round.next(batch); !some.isEmpty(); some = round.next(batch)) {
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
}
