package io.jobferry;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Where jobs are taken from. It connects at the first call, and again at the first call after a connection broke.
 *
 * <p>One thread reserves. {@link #settle}, {@link #extend}, {@link #attempt}, {@link #wakeup} and {@link #close} may
 * come from any thread, also during a waiting reserve, and none of them waits for it. Each takes at most one round trip
 * a batch, two where the server must be asked something first.
 *
 * <p>A call that cannot reach the server throws a {@link QueueException}; the next call tries again. Settling and
 * extending do not throw: what broke is an answer ({@link Settled#UNKNOWN}, {@link Settled#LEASE_LOST}).
 */
public interface JobSource extends AutoCloseable {
    /** The longest wait of one {@link #reserve}. */
    Duration MAX_WAIT = Duration.ofSeconds(20);

    /**
     * Reserves jobs: at least one as soon as there is one, and at the same time as many more as lie ready, at most
     * {@code max} in all. It waits only for the first.
     *
     * @param wait how long to wait for the first; zero for not at all, at most {@link #MAX_WAIT}
     * @return the jobs, in the server's order; empty if none came, or at {@link #wakeup}
     * @throws QueueException if the server cannot be reached, or broke off; nothing that it may have sent is held
     * @throws InterruptedException if the thread is interrupted before or, where the server's protocol lets us notice,
     *     during the wait; {@link #wakeup} ends every wait at once
     * @throws IllegalArgumentException if max is below 1, or the wait is negative or above {@link #MAX_WAIT}
     */
    List<Reservation> reserve(int max, Duration wait) throws InterruptedException;

    /** Settles; answer i is for settlement i. Late ones are sent too: what the server says counts. */
    List<Settled> settle(List<Settlement> settlements);

    /**
     * Settles, then reserves what lies ready, in one round trip where the server's protocol can. What became of the
     * settlements is told also where reserving broke, or found the thread interrupted: then it reserves nothing, and
     * the next {@link #reserve} tells.
     */
    default Turn settleAndReserve(List<Settlement> settlements, int max) {
        List<Settled> settled = settle(settlements);
        try {
            return new Turn(settled, reserve(max, Duration.ZERO));
        } catch (QueueException e) {
            return new Turn(settled, List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Turn(settled, List.of());
        }
    }

    /**
     * Settles, tells what became of it, and then reserves, as {@link #reserve} does; all in one round trip where the
     * server's protocol can, the wait included. Where nothing lay ready the last time, it may take one job and leave what
     * comes with it to the next call.
     *
     * @param told of what became of the settlements, answer i is for settlement i; once, on this thread, before any wait
     * @throws QueueException as {@link #reserve} does; the settlements were told before
     * @throws InterruptedException as {@link #reserve} does; the settlements were told before
     */
    default List<Reservation> settleAndReserve(
            List<Settlement> settlements, int max, Duration wait, Consumer<List<Settled>> told)
            throws InterruptedException {
        Turn turn = settleAndReserve(settlements, max);
        told.accept(turn.settled());
        // Also where there is nothing to wait for: the turn does not tell that a server is gone.
        return turn.reserved().isEmpty() ? reserve(max, wait) : turn.reserved();
    }

    /** Begins the leases anew; answer i is for reservation i. */
    List<Settled> extend(List<Reservation> held);

    /**
     * Which delivery of the job this is, 1 for the first; asks the server where the delivery did not say it.
     *
     * @throws QueueException if the server must be asked and does not answer
     */
    int attempt(Reservation reservation);

    /**
     * From now on this is told what {@link #reserve} comes upon and cannot read, and why not: it lies among the dead, whole,
     * as the job's body has it. On the reserving thread. Nothing is told where every job can be read.
     */
    default void onQuarantined(BiConsumer<Job, String> told) {}

    /** Ends a waiting {@link #reserve}, or the next one that waits, with an empty answer. No job is lost by it. */
    void wakeup();

    /** Gives back all that is held, no attempt used, and ends a waiting reserve. A second close does nothing. */
    @Override
    void close();

    /**
     * What {@link #settleAndReserve} brought.
     *
     * @param settled answer i is for settlement i
     * @param reserved the jobs; empty if none lay ready
     */
    record Turn(List<Settled> settled, List<Reservation> reserved) {}
}
