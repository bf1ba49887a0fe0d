package io.jobferry.bench;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** Puts jobs one at a time for a consumer that waits, and times each until it has arrived. */
public final class Wake {
    /** So that the consumer has settled the last job and waits again. */
    private static final long PAUSE_NANOS = 200_000;

    private Wake() {}

    /** Puts one job. */
    @FunctionalInterface
    public interface Put {
        void put(byte[] body) throws Exception;
    }

    /**
     * Puts all jobs of the round.
     *
     * @param arrivals when each arrived, on the clock of {@link System#nanoTime()}
     */
    public static void puts(Round round, BlockingQueue<Long> arrivals, Put put) throws Exception {
        for (List<byte[]> next = round.next(1); !next.isEmpty(); next = round.next(1)) {
            LockSupport.parkNanos(PAUSE_NANOS);
            long begun = System.nanoTime();
            put.put(next.get(0));
            round.timed(arrivals.take() - begun);
        }
    }
}
