package io.jobferry.bench.raw;

import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;
import java.io.IOException;
import java.util.List;

/** Puts with a window of commands that is filled again when half of it is answered; a window of 1 is one by one. */
public final class RawBeanstalkPut implements Work {
    /** With a time to run that no slow machine uses up. */
    private static final byte[] PUT = RawSocket.ascii("put 1000 0 600 ");

    private static final byte[] CRLF = RawSocket.ascii("\r\n");

    private final Setup setup;
    private final RawSocket[] sockets;

    public RawBeanstalkPut(Setup setup) throws IOException {
        this.setup = setup;
        this.sockets = RawSockets.open(setup);
    }

    @Override
    public void run(Round round) throws Exception {
        Round.onThreads(sockets.length, index -> put(sockets[index], round));
    }

    private void put(RawSocket socket, Round round) throws IOException {
        use(socket, round);
        int window = setup.batch();
        int half = Math.max(1, window / 2);
        int waiting = 0;
        while (true) {
            List<byte[]> some = round.next(waiting == 0 ? window : half);
            send(socket, some);
            waiting += some.size();
            if (waiting == 0) {
                return;
            }
            int rest = some.isEmpty() ? 0 : window - half;
            if (waiting > rest) {
                inserted(socket, waiting - rest);
                waiting = rest;
            }
        }
    }

    static void use(RawSocket socket, Round round) throws IOException {
        socket.add(RawSocket.ascii("use " + round.queue() + "\r\n"));
        socket.send();
        socket.skipLine();
    }

    static void send(RawSocket socket, List<byte[]> bodies) throws IOException {
        for (byte[] body : bodies) {
            socket.add(PUT);
            socket.add(body.length);
            socket.add(CRLF);
            socket.add(body);
            socket.add(CRLF);
        }
        socket.send();
    }

    static void inserted(RawSocket socket, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            socket.expect('I');
            socket.skipLine();
        }
    }

    @Override
    public void close() throws IOException {
        RawSockets.close(sockets);
    }
}
