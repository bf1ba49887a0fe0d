package io.jobferry.disque;

import io.jobferry.Settled;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;

/**
 * Failed jobs whose delay is not over. Disque has no delay for a job that exists, and a copy with one would begin with
 * new counters, so that no limit of attempts would ever be reached. So the job stays ours: WORKING until the delay is
 * over, then NACK, which counts. A worker that dies meanwhile has its jobs delivered again after RETRY, uncounted.
 *
 * <p>Any thread; the commands go out on a thread of its own.
 */
final class HeldRetries implements AutoCloseable {
    private static final long RECONNECT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Moves moves;
    private final Rounds rounds;
    private final String name;
    private final Map<DisqueReservation, Long> dueNanos = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor keeper;

    /** @param name of the thread */
    HeldRetries(Moves moves, Rounds rounds, String name) {
        this.moves = moves;
        this.rounds = rounds;
        this.name = name;
        // After the close nothing is scheduled any more, and nobody needs to be told.
        this.keeper = new ScheduledThreadPoolExecutor(1, this::thread, new DiscardPolicy());
    }

    /** Keeps a job, whose lease was just extended, until this time. */
    void hold(DisqueReservation reservation, long untilNanos) {
        dueNanos.put(reservation, untilNanos);
        schedule(reservation);
    }

    /** Sends all of them back now: early, but counted. */
    @Override
    public void close() {
        keeper.shutdownNow();
        // What does not arrive RETRY brings.
        List<DisqueReservation> left = List.copyOf(dueNanos.keySet());
        rounds.run(left, left.stream().map(moves::nack).toList());
        dueNanos.clear();
    }

    private void schedule(DisqueReservation reservation) {
        Long due = dueNanos.get(reservation);
        if (due != null) {
            long now = System.nanoTime();
            visitIn(Math.min(due - now, reservation.extendAtNanos() - now), reservation);
        }
    }

    private void visitIn(long nanos, DisqueReservation reservation) {
        Future<?> unused = keeper.schedule(() -> visit(reservation), nanos, TimeUnit.NANOSECONDS);
    }

    private void visit(DisqueReservation reservation) {
        Long due = dueNanos.get(reservation);
        if (due == null) {
            return;
        }
        if (due - System.nanoTime() <= 0) {
            dueNanos.remove(reservation);
            // Where it does not arrive, RETRY brings the job, uncounted.
            run(reservation, moves.nack(reservation));
            return;
        }
        switch (run(reservation, Settling.extend(reservation))) {
            case APPLIED -> schedule(reservation);
            case LEASE_LOST -> dueNanos.remove(reservation);
            case REFUSED -> {
                // Half of its life is over: it waits out the rest of its delay as a new job.
                dueNanos.remove(reservation);
                run(reservation, moves.addAnew(reservation, Duration.ofNanos(due - System.nanoTime())));
            }
            case UNKNOWN -> visitIn(RECONNECT_NANOS, reservation);
        }
    }

    private Settled run(DisqueReservation reservation, Step step) {
        return rounds.run(List.of(reservation), List.of(step)).get(0);
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "disque-retries " + name);
        thread.setDaemon(true);
        return thread;
    }
}
