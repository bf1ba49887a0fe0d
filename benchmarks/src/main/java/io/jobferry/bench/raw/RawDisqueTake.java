package io.jobferry.bench.raw;

import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** GETJOB COUNT, and in the same write ACKJOB of what the last one brought. */
public final class RawDisqueTake implements Work {
    private final Setup setup;
    private final RespSocket[] sockets;

    public RawDisqueTake(Setup setup) throws IOException {
        this.setup = setup;
        this.sockets = RespSocket.open(setup);
    }

    @Override
    public void run(Round round) throws Exception {
        Round.onThreads(sockets.length, index -> take(sockets[index], round));
    }

    private void take(RespSocket socket, Round round) throws IOException {
        List<byte[]> ids = new ArrayList<>();
        while (true) {
            if (!ids.isEmpty()) {
                socket.command(1 + ids.size()).word("ACKJOB");
                ids.forEach(socket::word);
            }
            socket.command(6)
                    .word("GETJOB")
                    .word("NOHANG")
                    .word("COUNT")
                    .word(Integer.toString(setup.batch()))
                    .word("FROM")
                    .word(round.queue());
            socket.send();
            if (!ids.isEmpty()) {
                socket.number(':');
            }
            ids.clear();
            for (long jobs = socket.number('*'); jobs > 0; jobs--) {
                socket.number('*');
                socket.skipBulk();
                ids.add(socket.bulk());
                round.took(socket.bulk());
            }
            if (ids.isEmpty()) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        RespSocket.close(sockets);
    }
}
