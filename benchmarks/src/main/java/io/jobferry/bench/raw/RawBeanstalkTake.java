package io.jobferry.bench.raw;

import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reserves and deletes in two half-windows in turn: the deletes of the one and its next reserves are one write, while the
 * answers to the other are on their way. A batch of 1 is one job at a time: a reserve, then its delete.
 */
public final class RawBeanstalkTake implements Work {
    private static final byte[] RESERVE = RawSocket.ascii("reserve-with-timeout 0\r\n");
    private static final byte[] DELETE = RawSocket.ascii("delete ");
    private static final byte[] CRLF = RawSocket.ascii("\r\n");

    private final Setup setup;
    private final RawSocket[] sockets;

    public RawBeanstalkTake(Setup setup) throws IOException {
        this.setup = setup;
        this.sockets = RawSockets.open(setup);
    }

    @Override
    public void run(Round round) throws Exception {
        Round.onThreads(sockets.length, index -> take(sockets[index], round));
    }

    private void take(RawSocket socket, Round round) throws IOException {
        watch(socket, round);
        if (setup.batch() == 1) {
            oneByOne(socket, round);
        } else {
            inTurn(socket, round, setup.batch() / 2);
        }
        socket.add(RawSocket.ascii("watch default\r\nignore " + round.queue() + "\r\n"));
        socket.send();
        socket.skipLine();
        socket.skipLine();
    }

    static void watch(RawSocket socket, Round round) throws IOException {
        socket.add(RawSocket.ascii("watch " + round.queue() + "\r\nignore default\r\n"));
        socket.send();
        socket.skipLine();
        socket.skipLine();
    }

    private static void oneByOne(RawSocket socket, Round round) throws IOException {
        while (round.left() > 0) {
            socket.add(RESERVE);
            socket.send();
            long id = reserved(socket, round);
            if (id >= 0) {
                delete(socket, id);
                socket.send();
                deleted(socket, 1);
            }
        }
    }

    private static void inTurn(RawSocket socket, Round round, int half) throws IOException {
        Deque<Integer> windows = new ArrayDeque<>(); // how many deletes stand before the reserves of each
        long[] ids = new long[half];
        for (int i = 0; i < 2; i++) {
            send(socket, ids, 0, half);
            windows.add(0);
        }
        while (!windows.isEmpty()) {
            deleted(socket, windows.remove());
            int brought = reserved(socket, round, ids, half);
            if (brought > 0) {
                send(socket, ids, brought, half);
                windows.add(brought);
            }
        }
    }

    static void send(RawSocket socket, long[] ids, int deletes, int reserves) throws IOException {
        for (int i = 0; i < deletes; i++) {
            delete(socket, ids[i]);
        }
        for (int i = 0; i < reserves; i++) {
            socket.add(RESERVE);
        }
        socket.send();
    }

    private static void delete(RawSocket socket, long id) {
        socket.add(DELETE);
        socket.add(id);
        socket.add(CRLF);
    }

    static void deleted(RawSocket socket, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            socket.expect('D');
            socket.skipLine();
        }
    }

    /** Reads so many answers; returns how many brought a job, whose ids come first. */
    static int reserved(RawSocket socket, Round round, long[] ids, int answers) throws IOException {
        int brought = 0;
        for (int i = 0; i < answers; i++) {
            long id = reserved(socket, round);
            if (id >= 0) {
                ids[brought++] = id;
            }
        }
        return brought;
    }

    /** The id, or -1 if nothing was there. */
    private static long reserved(RawSocket socket, Round round) throws IOException {
        int first = socket.read();
        if (first != 'R') { // TIMED_OUT
            socket.skipLine();
            return -1;
        }
        socket.skip("ESERVED ".length());
        long id = socket.number();
        int size = (int) socket.number();
        socket.skip(1); // the LF: number() took the CR
        round.took(socket.read(size));
        socket.skip(2);
        return id;
    }

    @Override
    public void close() throws IOException {
        RawSockets.close(sockets);
    }
}
