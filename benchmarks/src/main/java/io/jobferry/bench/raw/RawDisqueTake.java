package io.jobferry.bench.raw;

import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** GETJOB COUNT, and in the same write ACKJOB of what the last one brought. */
public final class RawDisqueTake extends RespWork {
    public RawDisqueTake(Setup setup) throws IOException {
        super(setup);
    }

    @Override
    void run(RespSocket socket, Round round, int batch) throws IOException {
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
                    .word(Integer.toString(batch))
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
}
