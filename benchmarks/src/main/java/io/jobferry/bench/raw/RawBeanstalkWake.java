package io.jobferry.bench.raw;

import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Wake;
import io.jobferry.bench.Work;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** A reserve that waits, and a put on another connection: one job at a time. */
public final class RawBeanstalkWake implements Work {
    private final Setup setup;

    public RawBeanstalkWake(Setup setup) {
        this.setup = setup;
    }

    @Override
    public void run(Round round) throws Exception {
        BlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();
        CountDownLatch watching = new CountDownLatch(1);
        try (RawSocket taker = new RawSocket(setup);
                RawSocket putter = new RawSocket(setup)) {
            putter.add(RawSocket.ascii("use " + round.queue() + "\r\n"));
            putter.send();
            putter.skipLine();
            Round.onThreads(2, index -> {
                if (index == 0) {
                    take(taker, round, arrivals, watching);
                } else {
                    watching.await();
                    Wake.puts(round, arrivals, body -> put(putter, body));
                }
            });
        }
    }

    private static void take(RawSocket socket, Round round, BlockingQueue<Long> arrivals, CountDownLatch watching)
            throws IOException, InterruptedException {
        socket.add(RawSocket.ascii("watch " + round.queue() + "\r\nignore default\r\n"));
        socket.send();
        socket.skipLine();
        socket.skipLine();
        watching.countDown();
        byte[] reserve = RawSocket.ascii("reserve\r\n");
        for (int i = 0; i < round.jobs(); i++) {
            socket.add(reserve);
            socket.send();
            socket.skip("RESERVED ".length());
            long id = socket.number();
            byte[] body = socket.read(sizeAfter(socket));
            socket.skip(2);
            long arrived = System.nanoTime();
            round.took(body);
            arrivals.put(arrived);
            socket.add(RawSocket.ascii("delete " + id + "\r\n"));
            socket.send();
            socket.skipLine();
        }
    }

    private static int sizeAfter(RawSocket socket) throws IOException {
        int size = (int) socket.number();
        socket.skip(1);
        return size;
    }

    private static void put(RawSocket socket, byte[] body) throws IOException {
        socket.add(RawSocket.ascii("put 1000 0 60 " + body.length + "\r\n"));
        socket.add(body);
        socket.add(RawSocket.ascii("\r\n"));
        socket.send();
        socket.skipLine();
    }
}
