package io.jobferry.consume;

import io.jobferry.JobSource;
import io.jobferry.QueueException;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs that are held from one source, from their reservation to the server's answer to their settlement: a window
 * of bounded size, leases extended before they end, settlements gathered into batches.
 *
 * <p>A settlement goes along with the next {@link #reserve}; where that does not come within 2 ms, a keeper thread
 * sends it, or where that is a {@link #reserveFirst}. The same thread extends leases, those of jobs that still wait for a
 * handler too. It sleeps while nothing is held.
 *
 * <ul>
 *   <li>I1: one thread reserves; everything else may come from any thread.
 *   <li>I2: a job is in {@code held} from its reservation until the server has answered its settlement.
 *   <li>I3: an ended job is in {@code ended} until one thread takes it out to settle it: it is settled by that one only.
 *   <li>I4: no I/O and no listener is called under the lock.
 * </ul>
 */
public final class HeldJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeldJobs.class);

    /** How long a settlement waits for company. */
    private static final long GATHER_NANOS = Duration.ofMillis(2).toNanos();

    /** How long to wait with a settlement or an extension that the server refused, or did not answer. */
    private static final long AGAIN_NANOS = Duration.ofMillis(200).toNanos();

    private final JobSource source;
    private final ConsumerOptions options;
    private final QueueListener listener;
    private final Verdicts verdicts;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition fewer = lock.newCondition();
    private final Keeper keeper;

    // Guarded by lock.
    private final Set<HeldJob> held = new LinkedHashSet<>(); // I2
    private final ArrayDeque<HeldJob> ended = new ArrayDeque<>(); // I3
    private int working;
    private boolean closed;

    /**
     * Holds jobs of this source, which now belongs to it.
     *
     * @param name what the keeper thread is called after
     */
    public HeldJobs(
            String name, JobSource source, ConsumerOptions options, QueueListener listener, ThreadFactory threads) {
        this.source = source;
        this.options = options;
        this.listener = new SafeListener(listener);
        this.verdicts = new Verdicts(source, options.failurePolicy(), this.listener);
        this.keeper = new Keeper(name, lock, this::settleEnded, this::extendDue, threads);
        source.onQuarantined(this.listener::onQuarantined);
        keeper.start();
    }

    /**
     * Reserves, as {@link JobSource#reserve} does, within the window: empty also if the window is full. Settlements
     * that are due go along.
     *
     * @throws QueueException if the server cannot be reached or broke off
     */
    public List<Delivery> reserve(int max, Duration wait) throws InterruptedException {
        return List.copyOf(hold(max, wait));
    }

    /**
     * Reserves as {@link #reserve} does, but leaves the settlements that are due to the keeper: the server does them while
     * the caller works on what came. For callers with work of their own between two calls.
     *
     * @throws QueueException if the server cannot be reached or broke off
     */
    public List<Delivery> reserveFirst(int max, Duration wait) throws InterruptedException {
        int room = Math.min(max, room());
        return room == 0 ? List.of() : List.copyOf(hold(source.reserve(room, wait)));
    }

    List<HeldJob> hold(int max, Duration wait) throws InterruptedException {
        int room = Math.min(max, room());
        if (room == 0) {
            settleEnded();
            return List.of();
        }
        List<HeldJob> due = takeEnded();
        if (due.isEmpty()) {
            return hold(source.reserve(room, wait));
        }
        List<Settlement> settlements = verdicts.on(due);
        return hold(source.settleAndReserve(settlements, room, wait, answers -> answered(due, settlements, answers)));
    }

    /** Waits until the window has room, at most this long; false if it still has none. */
    public boolean awaitRoom(Duration timeout) throws InterruptedException {
        return awaitFewer(() -> held.size() < options.maxInFlight(), timeout);
    }

    /** Waits until no more than this many of the jobs that were handed out have not ended; false if it took longer. */
    boolean awaitWorking(int atMost, Duration timeout) throws InterruptedException {
        return awaitFewer(() -> working <= atMost, timeout);
    }

    /** How many jobs were handed out and not ended yet. */
    public int working() {
        lock.lock();
        try {
            return working;
        } finally {
            lock.unlock();
        }
    }

    /** The jobs that were handed out and not ended yet, the oldest first. */
    public List<Delivery> open() {
        lock.lock();
        try {
            return working == 0
                    ? List.of()
                    : held.stream()
                            .filter(HeldJob::isOpen)
                            .<Delivery>map(job -> job)
                            .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Ends a waiting {@link #reserve}. */
    public void wakeup() {
        source.wakeup();
    }

    /** Asks the server now about every lease: after an outage, handlers soon learn which jobs they have lost. */
    public void checkLeases() {
        lock.lock();
        try {
            for (HeldJob job : held) {
                job.extendAt = 0;
                keeper.extendBy(0);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Settles what has been ended, and gives back the rest, no attempt used. A second close does nothing. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            keeper.close();
            fewer.signalAll();
        } finally {
            lock.unlock();
        }
        keeper.awaitEnd();
        settleEnded();
        source.close();
    }

    /** Called by a job when it was ended: its settlement is to be sent. */
    void ended(HeldJob job) {
        lock.lock();
        try {
            working--;
            fewer.signalAll();
            if (closed) {
                job.lose(); // it was given back
            } else {
                ended.add(job);
                keeper.settleBy(keeper.now() + GATHER_NANOS);
            }
        } finally {
            lock.unlock();
        }
    }

    int attempt(Reservation reservation) {
        return source.attempt(reservation);
    }

    boolean extendNow(HeldJob job) {
        extended(List.of(job), source.extend(List.of(job.reservation)));
        return !job.isLost();
    }

    private int room() {
        lock.lock();
        try {
            return options.maxInFlight() - held.size();
        } finally {
            lock.unlock();
        }
    }

    private List<HeldJob> hold(List<Reservation> reservations) {
        if (reservations.isEmpty()) {
            return List.of();
        }
        List<HeldJob> jobs = new ArrayList<>(reservations.size());
        long now = keeper.now();
        lock.lock();
        try {
            for (Reservation reservation : reservations) {
                HeldJob job = new HeldJob(this, reservation, now);
                job.extendAt = extensionOf(job);
                keeper.extendBy(job.extendAt);
                held.add(job);
                jobs.add(job);
            }
            working += jobs.size();
        } finally {
            lock.unlock();
        }
        jobs.forEach(job -> listener.onReserved(job.job()));
        return jobs;
    }

    /**
     * When to extend the lease, or to tell that the time is over: what the job itself says outranks the options. Never
     * once the job is lost.
     */
    private long extensionOf(HeldJob job) {
        if (job.isLost()) {
            return Keeper.NEVER;
        }
        long at = keeper.at(job.reservation.extendAtNanos());
        long heldFor = job.timesOutAt == Keeper.NEVER ? options.maxLease().toNanos() : Long.MAX_VALUE;
        boolean letGo = !options.extendLease() || at - job.heldSince > heldFor;
        return Math.min(letGo ? Keeper.NEVER : at, job.timesOutAt);
    }

    private void settleEnded() {
        List<HeldJob> due = takeEnded();
        if (!due.isEmpty()) {
            List<Settlement> settlements = verdicts.on(due);
            answered(due, settlements, source.settle(settlements));
        }
    }

    private List<HeldJob> takeEnded() {
        lock.lock();
        try {
            keeper.settling();
            List<HeldJob> due = List.copyOf(ended);
            ended.clear();
            return due;
        } finally {
            lock.unlock();
        }
    }

    private void answered(List<HeldJob> jobs, List<Settlement> settlements, List<Settled> answers) {
        lock.lock();
        try {
            for (int i = 0; i < jobs.size(); i++) {
                if (isFinal(jobs.get(i), answers.get(i))) {
                    held.remove(jobs.get(i));
                } else {
                    ended.add(jobs.get(i));
                    keeper.settleBy(keeper.now() + AGAIN_NANOS);
                }
            }
            fewer.signalAll();
        } finally {
            lock.unlock();
        }
        for (int i = 0; i < jobs.size(); i++) {
            listener.onSettled(jobs.get(i).job(), settlements.get(i).outcome(), answers.get(i));
        }
    }

    /** What was refused or not answered is sent again for as long as the lease holds. */
    private boolean isFinal(HeldJob job, Settled answer) {
        boolean open = answer == Settled.REFUSED || answer == Settled.UNKNOWN;
        return !open || closed || keeper.at(job.reservation.leaseEndNanos()) < keeper.now();
    }

    private void extendDue() {
        long now = keeper.now();
        List<HeldJob> due = new ArrayList<>(takeDue(now));
        List<HeldJob> timedOut =
                due.stream().filter(job -> job.timesOutAt <= now).toList();
        due.removeAll(timedOut);
        extended(timedOut, Collections.nCopies(timedOut.size(), Settled.LEASE_LOST));
        if (!due.isEmpty()) {
            extended(due, source.extend(due.stream().map(job -> job.reservation).toList()));
        }
    }

    private List<HeldJob> takeDue(long now) {
        List<HeldJob> due = new ArrayList<>();
        lock.lock();
        try {
            keeper.extending();
            for (HeldJob job : held) {
                if (job.extendAt <= now) {
                    due.add(job);
                } else {
                    keeper.extendBy(job.extendAt);
                }
            }
        } finally {
            lock.unlock();
        }
        return due;
    }

    private void extended(List<HeldJob> jobs, List<Settled> answers) {
        List<HeldJob> lost = new ArrayList<>();
        lock.lock();
        try {
            for (int i = 0; i < jobs.size(); i++) {
                HeldJob job = jobs.get(i);
                if (answers.get(i) == Settled.LEASE_LOST && job.lose()) {
                    lost.add(job);
                }
                job.extendAt = Math.max(extensionOf(job), keeper.now() + AGAIN_NANOS);
                keeper.extendBy(job.extendAt);
            }
        } finally {
            lock.unlock();
        }
        lost.forEach(this::tellLost);
    }

    private void tellLost(HeldJob job) {
        listener.onLeaseLost(job.job());
        try {
            job.tellLost();
        } catch (RuntimeException e) {
            LOG.warn(
                    "what was to be done at the loss of job {} of {} threw",
                    job.job().id(),
                    job.job().queue(),
                    e);
        }
    }

    private boolean awaitFewer(BooleanSupplier reached, Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (!reached.getAsBoolean() && !closed && left > 0) {
                left = fewer.awaitNanos(left);
            }
            return reached.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }
}
