package io.jobferry.bench.raw;

import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Wake;
import io.jobferry.bench.Work;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A reserve that waits, and a put on another connection: one job at a time. */
public class RawBeanstalkWake implements Work {
    private static final byte[] RESERVE = RawSocket.ascii("reserve\r\n");

    private final Setup setup;
    private final boolean together;

    public RawBeanstalkWake(Setup setup) {
        this(setup, false);
    }

    private RawBeanstalkWake(Setup setup, boolean together) {
        this.setup = setup;
        this.together = together;
    }

    /** The same, but the next reserve does not wait for the answer to the delete. */
    public static final class InOneWrite extends RawBeanstalkWake {
        public InOneWrite(Setup setup) {
            super(setup, true);
        }
    }

    @Override
    public final void run(Round round) throws Exception {
        Wake wake = new Wake(round);
        CountDownLatch watching = new CountDownLatch(1);
        try (RawSocket taker = new RawSocket(setup);
                RawSocket putter = new RawSocket(setup)) {
            RawBeanstalkPut.use(putter, round);
            Round.onThreads(2, index -> {
                if (index == 0) {
                    take(taker, round, wake, watching);
                } else {
                    watching.await();
                    wake.puts(body -> put(putter, body));
                }
            });
        }
    }

    private void take(RawSocket socket, Round round, Wake wake, CountDownLatch watching) throws IOException {
        RawBeanstalkTake.watch(socket, round);
        watching.countDown();
        socket.add(RESERVE);
        socket.send();
        for (int left = round.jobs(); left > 0; left--) {
            socket.skip("RESERVED ".length());
            long id = socket.number();
            byte[] body = socket.read(sizeAfter(socket));
            socket.skip(2);
            wake.arrived(body);
            socket.add(RawSocket.ascii("delete " + id + "\r\n"));
            if (together && left > 1) {
                socket.add(RESERVE);
            }
            socket.send();
            socket.skipLine();
            if (!together && left > 1) {
                socket.add(RESERVE);
                socket.send();
            }
        }
    }

    private static int sizeAfter(RawSocket socket) throws IOException {
        int size = (int) socket.number();
        socket.skip(1);
        return size;
    }

    private static void put(RawSocket socket, byte[] body) throws IOException {
        RawBeanstalkPut.send(socket, List.of(body));
        RawBeanstalkPut.inserted(socket, 1);
    }
}
