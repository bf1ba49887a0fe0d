package io.jobferry.bench.raw;

import io.jobferry.bench.Setup;
import java.io.IOException;

/** One socket a thread. */
final class RawSockets {
    private RawSockets() {}

    static RawSocket[] open(Setup setup) throws IOException {
        RawSocket[] sockets = new RawSocket[setup.connections()];
        for (int i = 0; i < sockets.length; i++) {
            sockets[i] = new RawSocket(setup);
        }
        return sockets;
    }

    static void close(RawSocket[] sockets) throws IOException {
        for (RawSocket socket : sockets) {
            socket.close();
        }
    }
}
