package io.jobferry.beanstalk;

import io.jobferry.JobSource;
import io.jobferry.QueueException;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes from tubes. beanstalkd does a connection's commands one after the other, so a reserve that waits holds back the
 * settlements behind it, and near the end of a held job's lease it answers DEADLINE_SOON at once, over and over. Hence
 * up to four connections: it waits on one that holds nothing, and asks those that hold jobs without waiting. A worker
 * that settles what it takes before it takes again stays on the first.
 */
final class BeanstalkSource implements JobSource {
    private static final int MOST_CONNECTIONS = 4;
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** A wait may be this much longer or shorter than asked for, if that makes it whole seconds. */
    private static final long ROUNDING_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Below this there is no time for an answer: asked without waiting. */
    private static final long SHORTEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Dialer dialer;
    private final Opened opened;
    private final List<String> tubes;
    private final boolean fetchStats;
    private final long commandTimeoutNanos;

    /** Added to by who reserves. */
    private final List<SourceConnection> connections = new CopyOnWriteArrayList<>();

    private final SourceWait waiting = new SourceWait();

    BeanstalkSource(Dialer dialer, List<String> tubes, BeanstalkOptions options, Opened opened) {
        this.dialer = dialer;
        this.opened = opened;
        this.tubes = TubeName.checked(tubes);
        this.fetchStats = options.fetchStats();
        this.commandTimeoutNanos = options.commandTimeout().toNanos();
    }

    @Override
    public List<Reservation> reserve(int max, Duration wait) throws InterruptedException {
        checkMax(max);
        if (wait.isNegative() || wait.compareTo(MAX_WAIT) > 0) {
            throw new IllegalArgumentException("wait is not in 0 to " + MAX_WAIT + ": " + wait);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before reserve");
        }
        if (waiting.isClosed()) {
            throw closed();
        }
        long deadlineNanos = System.nanoTime() + wait.toNanos();
        connections.removeIf(SourceConnection::isOver);
        SourceConnection busy = first(SourceConnection::isBusy);
        if (busy != null || wait.isZero()) {
            List<Reservation> jobs = (busy != null ? busy : any()).take(max);
            if (!jobs.isEmpty() || wait.isZero()) {
                return jobs;
            }
        }
        return await(max, deadlineNanos);
    }

    private static void checkMax(int max) {
        if (max < 1) {
            throw new IllegalArgumentException("max is below 1: " + max);
        }
    }

    private List<Reservation> await(int max, long deadlineNanos) throws InterruptedException {
        long pauseNanos = FIRST_PAUSE_NANOS;
        while (!waiting.end()) {
            List<Reservation> back = askOverdue(max);
            if (!back.isEmpty()) {
                return back;
            }
            SourceConnection free = free();
            if (!waiting.begin(free)) {
                break;
            }
            List<Reservation> jobs = free == null ? poll(max) : waitOn(free, max, untilALeaseEnds(deadlineNanos));
            // The server may answer before the wait is over, as with DEADLINE_SOON: never ask in a tight loop.
            long least = free == null ? SHORTEST_WAIT_NANOS : ROUNDING_NANOS;
            if (!jobs.isEmpty() || isOverAfterPause(pauseNanos, deadlineNanos, least)) {
                waiting.end();
                return jobs;
            }
            pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
        }
        return List.of();
    }

    /**
     * Says something where the lease of a job has ended: the server now and then overlooks that until the holder speaks,
     * and the job would stay reserved for as long as we wait elsewhere (decision 0009).
     */
    private List<Reservation> askOverdue(int max) {
        SourceConnection overdue = first(connection -> connection.isOverdue(System.nanoTime()));
        return overdue == null ? List.of() : overdue.take(max);
    }

    /**
     * This deadline, or the first whole second from now at which a job that is held may be overdue. Where one is already, the
     * next: the server may have been asked a moment too early, or overlook it again.
     */
    private long untilALeaseEnds(long deadlineNanos) {
        long nowNanos = System.nanoTime();
        long wait = deadlineNanos - nowNanos;
        for (SourceConnection connection : connections) {
            long left = connection.isOverdue(nowNanos)
                    ? 0
                    : connection.nextLeaseEnd(nowNanos).orElse(wait);
            wait = Math.min(wait, (left / SECOND_NANOS + 1) * SECOND_NANOS);
        }
        return nowNanos + wait;
    }

    /**
     * The protocol waits for whole seconds. For a shorter wait the connection is closed when it is over: it holds
     * nothing, and a job that is on its way goes back. (To leave the command standing for the next call would hold a job
     * for nobody if that never comes.)
     */
    private List<Reservation> waitOn(SourceConnection free, int max, long deadlineNanos) {
        long nowNanos = System.nanoTime();
        long left = deadlineNanos - nowNanos;
        long seconds = Math.max(0, (left + ROUNDING_NANOS) / SECOND_NANOS);
        boolean cutShort = seconds == 0 && left >= SHORTEST_WAIT_NANOS;
        try {
            return cutShort
                    ? free.takeWaiting(max, 1, deadlineNanos)
                    : free.takeWaiting(max, seconds, nowNanos + seconds * SECOND_NANOS + commandTimeoutNanos);
        } catch (QueueException e) {
            if (waiting.isEnded() || (cutShort && System.nanoTime() - deadlineNanos >= 0)) {
                return List.of();
            }
            throw e;
        }
    }

    /** All hold jobs: asks for one, and for more only if there is one. */
    private List<Reservation> poll(int max) {
        SourceConnection asked = connections.get(0);
        List<Reservation> jobs = new ArrayList<>(asked.take(1));
        if (!jobs.isEmpty() && max > 1) {
            jobs.addAll(asked.take(max - 1));
        }
        return jobs;
    }

    /** Pauses where more than the least is left, and returns whether no more than that is left then. */
    private boolean isOverAfterPause(long nanos, long deadlineNanos, long least) throws InterruptedException {
        long left = deadlineNanos - System.nanoTime() - least;
        if (left > 0) {
            waiting.pause(Math.min(left, nanos), this::hasFree);
        }
        return deadlineNanos - System.nanoTime() <= least;
    }

    private boolean hasFree() {
        return connections.size() >= MOST_CONNECTIONS && first(SourceConnection::isFree) != null;
    }

    private @Nullable SourceConnection first(Predicate<SourceConnection> wanted) {
        return connections.stream().filter(wanted).findFirst().orElse(null);
    }

    /** One that may wait: there, or new; null if all hold jobs and there may be no more. */
    private @Nullable SourceConnection free() {
        connections.removeIf(SourceConnection::isOver);
        SourceConnection free = first(SourceConnection::isFree);
        return free != null || connections.size() >= MOST_CONNECTIONS ? free : connect();
    }

    /** The cheapest to ask without waiting. */
    private SourceConnection any() {
        SourceConnection free = first(SourceConnection::isFree);
        if (free != null) {
            return free;
        }
        return connections.isEmpty() ? connect() : connections.get(0);
    }

    private SourceConnection connect() {
        List<Command> watches = new ArrayList<>();
        tubes.forEach(tube -> watches.add(Command.ofTube(Verb.WATCH, tube)));
        if (!tubes.contains("default")) {
            // Last: a connection must watch something.
            watches.add(Command.ofTube(Verb.IGNORE, "default"));
        }
        boolean asksStats = fetchStats || tubes.size() > 1;
        SourceConnection connection = new SourceConnection(dialer.dial(watches), asksStats ? null : tubes.get(0));
        connections.add(connection);
        if (waiting.isClosed()) {
            connection.close();
            throw closed();
        }
        return connection;
    }

    private QueueException closed() {
        return new QueueException(
                QueueException.Kind.CLOSED, "source is closed (" + tubes + ", " + dialer.name() + ")");
    }

    @Override
    public List<Settled> settle(List<Settlement> settlements) {
        Settled[] answers = new Settled[settlements.size()];
        byConnection(settlements, Settlement::reservation).forEach((connection, indices) -> {
            List<Settled> some = connection
                    .settle(indices.stream().map(settlements::get).toList(), 0)
                    .settled();
            scatter(some, indices, answers);
        });
        waiting.lookAgain(); // a connection may be free now
        return Arrays.asList(answers);
    }

    /**
     * Where nothing lay ready the last time, the command that waits goes behind the settlements. It asks for one job: the
     * answers about more would only hold that one up.
     */
    @Override
    public List<Reservation> settleAndReserve(
            List<Settlement> settlements, int max, Duration wait, Consumer<List<Settled>> told)
            throws InterruptedException {
        checkMax(max);
        SourceConnection holder = drainedHolder(settlements);
        Optional<Settling> all =
                holder == null || wait.toNanos() < SECOND_NANOS // of which the protocol waits for whole ones
                        ? Optional.empty()
                        : holder.claimAll(settlements);
        if (holder != null && all.isPresent()) {
            return settleAndWait(holder, all.get(), wait, told);
        }
        Turn turn = settleAndReserve(settlements, max);
        told.accept(turn.settled());
        return turn.reserved().isEmpty() ? reserve(1, wait) : turn.reserved();
    }

    /** The one connection that holds anything, if these are its jobs and it had no more; else null. */
    private @Nullable SourceConnection drainedHolder(List<Settlement> settlements) {
        List<SourceConnection> holders =
                connections.stream().filter(connection -> !connection.isFree()).toList();
        boolean one = holders.size() == 1
                && holders.get(0).isDrained()
                && !settlements.isEmpty()
                && own(settlements.get(0).reservation()).connection == holders.get(0);
        return one && !waiting.isClosed() && !Thread.currentThread().isInterrupted() ? holders.get(0) : null;
    }

    private List<Reservation> settleAndWait(
            SourceConnection holder, Settling all, Duration wait, Consumer<List<Settled>> told) {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(wait.toSeconds()) + commandTimeoutNanos;
        try {
            return holder.settleAndWait(all, wait.toSeconds(), deadlineNanos, answers -> {
                told.accept(answers);
                if (!waiting.beginBehind(holder)) {
                    throw closed();
                }
            });
        } catch (QueueException e) {
            if (waiting.isEnded()) {
                return List.of();
            }
            throw e;
        } finally {
            waiting.end();
        }
    }

    @Override
    public Turn settleAndReserve(List<Settlement> settlements, int max) {
        checkMax(max);
        List<SourceConnection> holders =
                List.copyOf(byConnection(settlements, Settlement::reservation).keySet());
        if (holders.size() == 1 && !holders.get(0).isOver()) {
            return holders.get(0).settle(settlements, max);
        }
        List<Settled> settled = settle(settlements);
        try {
            connections.removeIf(SourceConnection::isOver);
            SourceConnection busy = first(SourceConnection::isBusy);
            return new Turn(settled, (busy != null ? busy : any()).take(max));
        } catch (QueueException e) {
            return new Turn(settled, List.of());
        }
    }

    @Override
    public List<Settled> extend(List<Reservation> held) {
        Settled[] answers = new Settled[held.size()];
        byConnection(held, Function.identity()).forEach((connection, indices) -> {
            List<BeanstalkReservation> some =
                    indices.stream().map(i -> own(held.get(i))).toList();
            scatter(connection.extend(some), indices, answers);
        });
        return Arrays.asList(answers);
    }

    private static <T> Map<SourceConnection, List<Integer>> byConnection(
            List<T> items, Function<T, Reservation> reservation) {
        Map<SourceConnection, List<Integer>> indices = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            SourceConnection connection = own(reservation.apply(items.get(i))).connection;
            indices.computeIfAbsent(connection, none -> new ArrayList<>()).add(i);
        }
        return indices;
    }

    private static void scatter(List<Settled> some, List<Integer> indices, Settled[] answers) {
        for (int i = 0; i < indices.size(); i++) {
            answers[indices.get(i)] = some.get(i);
        }
    }

    private static BeanstalkReservation own(Reservation reservation) {
        if (reservation instanceof BeanstalkReservation own) {
            return own;
        }
        throw new IllegalArgumentException("reservation is not of a beanstalkd source: "
                + reservation.getClass().getName());
    }

    @Override
    public int attempt(Reservation reservation) {
        BeanstalkReservation own = own(reservation);
        if (!own.hasFacts()) {
            own.connection.ask(own);
        }
        return own.attempt();
    }

    @Override
    public void wakeup() {
        waiting.wakeup();
    }

    /** beanstalkd gives back itself what a closed connection held, and counts no attempt. */
    @Override
    public void close() {
        waiting.close();
        connections.forEach(SourceConnection::close);
        opened.forget(this);
    }
}
