package io.jobferry.disque;

import io.jobferry.jedis.Reply;
import io.jobferry.jedis.RespLine;
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

    private final RespLine line;
    private final Map<String, Long> dueNanos = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor keeper;

    HeldRetries(RespLine line) {
        this.line = line;
        // After the close nothing is scheduled any more, and nobody needs to be told.
        this.keeper = new ScheduledThreadPoolExecutor(1, this::thread, new DiscardPolicy());
    }

    /** Keeps a job, whose lease was just extended, until this time. */
    void hold(DisqueReservation reservation, long untilNanos) {
        dueNanos.put(reservation.id(), untilNanos);
        schedule(reservation);
    }

    /** Sends all of them back now: early, but counted. */
    @Override
    public void close() {
        keeper.shutdownNow();
        // What does not arrive RETRY brings.
        Answers.callAll(line, dueNanos.keySet().stream().map(Commands::nack).toList());
        dueNanos.clear();
    }

    private void schedule(DisqueReservation reservation) {
        Long due = dueNanos.get(reservation.id());
        if (due != null) {
            long now = System.nanoTime();
            visitIn(Math.min(due - now, reservation.extendAtNanos() - now), reservation);
        }
    }

    private void visitIn(long nanos, DisqueReservation reservation) {
        Future<?> unused = keeper.schedule(() -> visit(reservation), nanos, TimeUnit.NANOSECONDS);
    }

    private void visit(DisqueReservation reservation) {
        String id = reservation.id();
        long now = System.nanoTime();
        Long due = dueNanos.get(id);
        if (due == null) {
            return;
        }
        if (due - now <= 0) {
            dueNanos.remove(id);
            nack(id);
            return;
        }
        Reply working = Answers.callAll(line, List.of(Commands.working(id))).get(0);
        switch (Answers.toWorking(working)) {
            case APPLIED -> {
                reservation.extended(now, working.integer());
                schedule(reservation);
            }
            case LEASE_LOST -> dueNanos.remove(id);
            case REFUSED -> {
                dueNanos.remove(id); // too late in its life to be held any longer
                nack(id);
            }
            case UNKNOWN -> visitIn(RECONNECT_NANOS, reservation);
        }
    }

    /** Where it does not arrive, RETRY brings the job, uncounted. */
    private void nack(String id) {
        Answers.callAll(line, List.of(Commands.nack(id)));
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "disque-retries " + line.name());
        thread.setDaemon(true);
        return thread;
    }
}
