package io.jobferry.beanstalk;

import io.jobferry.Job;
import io.jobferry.JobSource.Turn;
import io.jobferry.QueueException;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a source, and the jobs that it holds.
 *
 * <ul>
 *   <li>I1: only who has the {@code turn} exchanges; {@link #close} and {@link #wakeup} break an exchange from outside.
 *   <li>I2: it waits only while it holds nothing and nobody uses it, and nobody becomes a user of what is not held: so
 *       settling and extending never queue for the turn behind a wait (the server would do them after it only).
 *   <li>I3: a reservation is sent only while it is held under its id, looked up with the turn taken: a RESERVED of the
 *       same id replaces it, and to settle it then would settle the newer one.
 *   <li>I4: what was reserved on this connection is settled on it or not at all: after a restart of the server its id is
 *       another job's.
 * </ul>
 */
final class SourceConnection implements AutoCloseable {
    /** For a job that lies ready. */
    static final Command ASK = Command.reserveWithTimeout(0);

    private final BeanstalkConnection wire;

    /** The tube of all jobs; null if stats-job has to tell it of each. */
    private final @Nullable String tube;

    private final ReentrantLock turn = new ReentrantLock();
    private final Holdings holdings = new Holdings();
    private volatile boolean lastBrought;

    /** Whether the last answer showed that nothing more lay ready. Of who reserves. */
    private boolean drained;

    SourceConnection(BeanstalkConnection wire, @Nullable String tube) {
        this.wire = wire;
        this.tube = tube;
    }

    /** Whether it holds jobs and its last answer brought some: there may be more. */
    boolean isBusy() {
        return lastBrought && !holdings.isEmpty();
    }

    boolean isFree() {
        return holdings.isFree();
    }

    /** Whether nothing lay ready, besides what was brought, when it last answered. Asked by who reserves. */
    boolean isDrained() {
        return drained;
    }

    /** See {@link Holdings#nextLeaseEnd}. */
    OptionalLong nextLeaseEnd(long nowNanos) {
        return holdings.nextLeaseEnd(nowNanos);
    }

    /** See {@link Holdings#isOverdue}. */
    boolean isOverdue(long nowNanos) {
        return holdings.isOverdue(nowNanos);
    }

    /** Whether it is gone; of a free one a restart of the server is noticed too. Asked by who reserves. */
    boolean isOver() {
        return isFree() ? wire.isStale() : wire.isBroken();
    }

    /** The jobs that lie ready. */
    List<Reservation> take(int max) {
        turn.lock();
        try {
            long askedNanos = System.nanoTime();
            return adopt(wire.exchange(Collections.nCopies(max, ASK)).orThrow(), askedNanos);
        } finally {
            endTurn();
        }
    }

    /** Whether it is free and may wait; {@link #takeWaiting} follows. */
    boolean beginWait() {
        return holdings.beginWait();
    }

    /**
     * The jobs, at least one as soon as there is one.
     *
     * @param deadlineNanos when the server must have answered
     */
    List<Reservation> takeWaiting(int max, long seconds, long deadlineNanos) {
        List<Command> commands = new ArrayList<>(max);
        commands.add(Command.reserveWithTimeout(seconds));
        // The server does these as soon as the first is answered.
        commands.addAll(Collections.nCopies(max - 1, ASK));
        turn.lock();
        try {
            Exchange exchange = wire.exchange(commands, Waiting.first(() -> deadlineNanos, this::endWait));
            return adopt(exchange.orThrow(), System.nanoTime());
        } finally {
            holdings.endWait();
            endTurn();
        }
    }

    /** The wait is over, unless a wakeup ended it: then the connection is being closed, and the job goes back. */
    private void endWait() {
        if (!holdings.endWait()) {
            throw new QueueException(QueueException.Kind.CLOSED, "wait was ended (" + wire.place() + ")");
        }
    }

    /** Ends a wait by closing: it holds nothing, and a job that is on its way to us goes back. */
    void wakeup() {
        if (holdings.endWait()) {
            wire.close();
        }
    }

    /**
     * Settles, and in the same exchange reserves what lies ready.
     *
     * @param max 0 to reserve nothing; else only by who reserves
     * @return answer i is for settlement i; nothing reserved if the connection broke
     */
    Turn settle(List<Settlement> settlements, int max) {
        Settling settling = new Settling(wire, holdings, settlements);
        if (!settling.claim() && max == 0) {
            return new Turn(settling.answers(), List.of());
        }
        List<Reservation> reserved = List.of();
        turn.lock();
        try {
            wire.isStale();
            settling.askPriorities();
            long askedNanos = System.nanoTime();
            List<Reply> replies = settling.send(max);
            reserved = max == 0 ? reserved : adopt(replies, askedNanos);
        } catch (QueueException e) {
            // The answers tell who settles; who reserves meets it at the next call.
            wire.close();
        } finally {
            settling.leave();
            endTurn();
        }
        return new Turn(settling.answers(), reserved);
    }

    /** These settlements, where a wait may follow them at once: they end all that is held, and nobody uses any of it. */
    Optional<Settling> claimAll(List<Settlement> settlements) {
        Settling settling = new Settling(wire, holdings, settlements);
        return settling.claimAll() ? Optional.of(settling) : Optional.empty();
    }

    /**
     * Settles all that is held, and in the same exchange waits for one job.
     *
     * @param deadlineNanos when the server must have answered
     * @param told of what became of the settlements, once, before the wait; what it throws ends the connection
     * @throws QueueException if the connection broke, before the wait or during it
     */
    List<Reservation> settleAndWait(Settling settling, long seconds, long deadlineNanos, Consumer<List<Settled>> told) {
        turn.lock();
        try {
            wire.isStale();
            long sentNanos = System.nanoTime();
            List<Reply> replies =
                    settling.sendAndWait(seconds, deadlineNanos, () -> told.accept(settling.answers()), this::endWait);
            long nowNanos = System.nanoTime();
            List<Reservation> jobs = adopt(replies, nowNanos);
            // What comes as soon as the answer before it lay ready, and there may be more.
            drained = nowNanos - settling.answeredNanos() > settling.answeredNanos() - sentNanos;
            return jobs;
        } catch (RuntimeException e) {
            wire.close();
            throw e;
        } finally {
            holdings.endWait();
            endTurn();
        }
    }

    /** Begins the leases anew; answer i is for reservation i. */
    List<Settled> extend(List<BeanstalkReservation> reservations) {
        Touching touching = new Touching(wire, holdings, reservations);
        if (touching.use()) {
            turn.lock();
            try {
                wire.isStale();
                touching.send();
            } catch (QueueException e) {
                wire.close();
            } finally {
                touching.leave();
                endTurn();
            }
        }
        return touching.answers();
    }

    /** Sees to it that the reservation has its facts. */
    void ask(BeanstalkReservation reservation) {
        if (!holdings.use(reservation)) {
            throw notHeld(reservation);
        }
        turn.lock();
        try {
            Reply reply =
                    wire.exchange(List.of(reservation.statsJob())).orThrow().get(0);
            if (reservation.learn(reply, wire.place()) != Settled.APPLIED) {
                throw notHeld(reservation);
            }
        } finally {
            holdings.leave(1);
            endTurn();
        }
    }

    private QueueException notHeld(BeanstalkReservation reservation) {
        String command = reservation.statsJob().line();
        return new QueueException(
                QueueException.Kind.REFUSED, "job is not held any more (" + command + ", " + wire.place() + ")");
    }

    /** What these replies to reserve brought is held from now on. DEADLINE_SOON brings no job, as TIMED_OUT does. */
    private List<Reservation> adopt(List<Reply> replies, long reservedNanos) {
        List<Reply> jobs = replies.stream()
                .filter(reply -> reply.word() == Reply.Word.RESERVED)
                .toList();
        lastBrought = !jobs.isEmpty();
        // One that came where one was asked for says nothing about more.
        drained = jobs.size() < replies.size() || (drained && replies.size() == 1);
        if (jobs.isEmpty() && replies.get(0).isServerError()) {
            throw wire.refused(ASK, replies.get(0));
        }
        List<BeanstalkReservation> arrived =
                tube == null ? withFacts(jobs, reservedNanos) : plain(jobs, tube, reservedNanos);
        arrived.forEach(holdings::add);
        return List.copyOf(arrived);
    }

    private List<BeanstalkReservation> plain(List<Reply> jobs, String queue, long reservedNanos) {
        List<BeanstalkReservation> arrived = new ArrayList<>(jobs.size());
        for (Reply reply : jobs) {
            Job job = job(reply, queue, OptionalInt.empty(), Map.of());
            arrived.add(new BeanstalkReservation(this, reply.number(), job, null, reservedNanos));
        }
        return arrived;
    }

    /** A job that stats-job does not know was deleted, after its lease had ended already: it is not ours. */
    private List<BeanstalkReservation> withFacts(List<Reply> jobs, long reservedNanos) {
        List<Command> asked = jobs.stream()
                .map(reply -> Command.ofJob(Verb.STATS_JOB, reply.number()))
                .toList();
        List<Reply> stats = wire.exchange(asked).orThrow();
        List<BeanstalkReservation> arrived = new ArrayList<>(jobs.size());
        for (int i = 0; i < jobs.size(); i++) {
            if (stats.get(i).word() == Reply.Word.OK) {
                Reply reply = jobs.get(i);
                JobFacts facts = JobFacts.of(FlatYaml.map(stats.get(i).body()), wire.place());
                Job job = job(reply, facts.tube(), OptionalInt.of(facts.attempt()), facts.all());
                arrived.add(new BeanstalkReservation(this, reply.number(), job, facts, reservedNanos));
            }
        }
        return arrived;
    }

    private Job job(Reply reply, String queue, OptionalInt attempt, Map<String, String> facts) {
        return wire.facts().job(reply, queue, attempt, facts);
    }

    /** The jobs of a connection that broke are lost at once, not only when somebody settles them. */
    private void endTurn() {
        if (wire.isBroken()) {
            holdings.lost();
        }
        turn.unlock();
    }

    @Override
    public void close() {
        wire.close();
        holdings.lost();
    }
}
