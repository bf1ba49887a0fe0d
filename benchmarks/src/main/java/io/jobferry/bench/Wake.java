package io.jobferry.bench;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Jobs on their way to a consumer that waits for them, and how long each takes. One thread puts, others take.
 *
 * <p>Where a round has a pace, a job's time begins when it was due, whether or not it could be put then: a hold-up counts
 * for all who had to wait for its end, and not only for the job that it held up.
 */
public final class Wake {
    /** So that the consumer has settled the last job and waits again. */
    private static final long PAUSE_NANOS = 200_000;

    private final Round round;
    private final AtomicLongArray begunNanos;
    private final Semaphore arrived = new Semaphore(0);

    public Wake(Round round) {
        this.round = round;
        this.begunNanos = new AtomicLongArray(round.jobs());
    }

    /** Puts one job. */
    @FunctionalInterface
    public interface Put {
        void put(byte[] body) throws Exception;
    }

    /** A job was taken just now. */
    public void arrived(byte[] body) {
        long now = System.nanoTime();
        int number = round.took(body);
        round.timed(now - begunNanos.get(number));
        arrived.release();
    }

    /** Puts all jobs of the round; returns once all have arrived. */
    public void puts(Put put) throws Exception {
        if (round.isOneByOne()) {
            oneByOne(put);
        } else {
            whenDue(put);
        }
    }

    private void oneByOne(Put put) throws Exception {
        int number = 0;
        for (List<byte[]> next = round.next(1); !next.isEmpty(); next = round.next(1)) {
            LockSupport.parkNanos(PAUSE_NANOS);
            begunNanos.set(number++, System.nanoTime());
            put.put(next.get(0));
            arrived.acquire();
        }
    }

    private void whenDue(Put put) throws Exception {
        int number = 0;
        long due = System.nanoTime();
        for (List<byte[]> next = round.next(1); !next.isEmpty(); next = round.next(1)) {
            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            begunNanos.set(number++, round.intervalNanos() == 0 ? System.nanoTime() : due);
            put.put(next.get(0));
            due += round.intervalNanos();
        }
        arrived.acquire(round.jobs());
    }
}
