package io.jobferry.disque;

import io.jobferry.JobSource;
import io.jobferry.Outcome;
import io.jobferry.QueueException;
import io.jobferry.QueueException.Kind;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import io.jobferry.jedis.Limits;
import io.jobferry.jedis.Openings;
import io.jobferry.jedis.Reply;
import io.jobferry.jedis.RespError;
import io.jobferry.jedis.WaitingLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;

/**
 * Jobs from queues of a cluster, taken at one node at a time. A waiting GETJOB has a connection of its own, since it
 * holds back what is sent after it; everything else goes over others. A job's id is good on any connection, so a
 * reservation outlives them all.
 */
final class DisqueSource implements JobSource, Openings.Opening {
    private static final Logger LOG = LoggerFactory.getLogger(DisqueSource.class);

    /** How long a wait at one node lasts while there are others. */
    private static final Duration LOOK_ABOUT = Duration.ofSeconds(1);

    private final List<String> queues;
    private final Nodes nodes;
    private final Lines lines;
    private final WaitingLine waiting;
    private final Home home;
    private final Rounds rounds;
    private final Moves moves;
    private final HeldRetries retries;
    private final Settling settling;
    private final Openings openings;
    private final Map<String, DisqueReservation> held = new ConcurrentHashMap<>();

    DisqueSource(List<String> queues, Nodes nodes, DisqueOptions options, Openings openings) {
        this.queues = queues;
        this.nodes = nodes;
        this.lines = new Lines(nodes);
        this.waiting = new WaitingLine(nodes.home().server());
        this.home = new Home(nodes, lines, options.cycle());
        this.rounds = new Rounds(lines);
        this.moves = new Moves(options);
        this.retries = new HeldRetries(moves, rounds, nodes.name());
        this.settling = new Settling(moves, retries, options.maxHold());
        this.openings = openings;
        openings.add(this);
    }

    /**
     * Waits at one node, and looks about at the others every second: a node asks the others for jobs of a queue at
     * intervals of up to 30 s while none come.
     */
    @Override
    public List<Reservation> reserve(int max, Duration wait) throws InterruptedException {
        long until = System.nanoTime() + wait.toNanos();
        boolean alone = nodes.all().size() == 1;
        while (true) {
            Limits.check(max, wait);
            Duration left = Duration.ofNanos(Math.max(0, until - System.nanoTime()));
            boolean isLast = alone || left.compareTo(LOOK_ABOUT) <= 0;
            Duration turn = isLast ? left : LOOK_ABOUT;
            Optional<List<Reservation>> jobs = reserveAtOne(max, alone || wait.isZero() ? wait : turn);
            if (jobs.isEmpty() || !jobs.get().isEmpty() || wait.isZero()) {
                return jobs.orElse(List.of());
            }
            List<Reservation> elsewhere = lookAbout(max);
            if (!elsewhere.isEmpty() || isLast) {
                return elsewhere;
            }
        }
    }

    /** Asks one node after the other until one answers: a node that is gone, or leaves, is no failure while there is another. */
    private Optional<List<Reservation>> reserveAtOne(int max, Duration wait) {
        long until = System.nanoTime() + wait.toNanos();
        QueueException failed = null;
        for (Node node : home.order()) {
            Duration left = failed == null ? wait : Duration.ofNanos(Math.max(0, until - System.nanoTime()));
            try {
                return take(node, max, left);
            } catch (QueueException e) {
                if (!isFailOver(e, node)) {
                    throw e;
                }
                failed = because(e, failed);
            }
        }
        throw failed == null ? new IllegalStateException("there is no node") : failed;
    }

    /** Jobs of another node than the one that was waited at; the next wait is there. */
    private List<Reservation> lookAbout(int max) {
        List<CommandArguments> lengths = queues.stream()
                .map(queue -> Commands.of(Commands.Name.QLEN, queue))
                .toList();
        List<Node> order = home.order();
        for (Node node : order.subList(1, order.size())) {
            if (node.rests()) {
                continue;
            }
            try {
                if (lines.call(node, lengths).stream().mapToLong(Reply::integer).sum() > 0) {
                    List<Reservation> jobs = take(node, max, Duration.ZERO).orElse(List.of());
                    if (!jobs.isEmpty()) {
                        home.moveTo(node);
                        return jobs;
                    }
                }
            } catch (QueueException e) {
                LOG.debug("{} does not say what it has", node, e);
            }
        }
        return List.of();
    }

    /** Empty at a wakeup. */
    private Optional<List<Reservation>> take(Node node, int max, Duration wait) {
        CommandArguments get = Commands.getJob(new DisqueGet(wait, max, true), queues);
        Reply reply;
        if (wait.isZero()) {
            reply = lines.call(node, List.of(get)).get(0);
        } else {
            lines.greet(node);
            waiting.moveTo(node.server());
            Optional<Reply> answer = waiting.call(get, wait);
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            reply = answer.get();
        }
        return Optional.of(adopted(node, reply));
    }

    /** The jobs in this node's answer are held from now on. */
    private List<Reservation> adopted(Node node, Reply reply) {
        List<DisqueJob> jobs = DisqueJob.all(reply);
        long now = System.nanoTime();
        List<Reservation> reserved = new ArrayList<>(jobs.size());
        for (DisqueJob job : jobs) {
            DisqueReservation reservation = new DisqueReservation(job, node, now);
            // A job that we still hold and get again: its lease ended, and the older reservation with it.
            held.put(reservation.id(), reservation);
            reserved.add(reservation);
        }
        home.took(node, jobs);
        return reserved;
    }

    private static boolean isFailOver(QueueException error, Node node) {
        if (error instanceof RespError no && no.code().equals(Answers.LEAVING)) {
            node.leaves();
            return true;
        }
        if (error instanceof RespError no && no.code().equals(Answers.LOADING)) {
            node.failed();
            return true;
        }
        Lines.note(node, error);
        return error.kind() != Kind.CLOSED && !(error instanceof RespError);
    }

    private static QueueException because(QueueException error, @Nullable QueueException before) {
        if (before != null) {
            error.addSuppressed(before);
        }
        return error;
    }

    @Override
    public List<Settled> settle(List<Settlement> settlements) {
        List<DisqueReservation> reservations = settlements.stream()
                .map(settlement -> mine(settlement.reservation()))
                .toList();
        Set<DisqueReservation> settled = new HashSet<>();
        List<Step> steps = new ArrayList<>(settlements.size());
        for (int i = 0; i < settlements.size(); i++) {
            DisqueReservation reservation = reservations.get(i);
            steps.add(
                    isHeld(reservation) && settled.add(reservation)
                            ? settling.settle(reservation, settlements.get(i).outcome())
                            : Step.end(Settled.LEASE_LOST));
        }
        List<Settled> answers = rounds.run(reservations, steps);
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) == Settled.APPLIED || answers.get(i) == Settled.LEASE_LOST) {
                forget(reservations.get(i));
            }
        }
        return answers;
    }

    /** What is done at the node that jobs are taken from goes along with the next GETJOB. */
    @Override
    public Turn settleAndReserve(List<Settlement> settlements, int max) {
        Node node = home.order().get(0);
        Set<DisqueReservation> done = doneAt(node, settlements);
        boolean together = !done.isEmpty() && done.size() == settlements.size();
        if (!together || max < 1 || Thread.currentThread().isInterrupted()) {
            return JobSource.super.settleAndReserve(settlements, max);
        }
        List<Reply> replies = lines.call(
                node,
                List.of(moves.acknowledge(done), Commands.getJob(new DisqueGet(Duration.ZERO, max, true), queues)));
        Reply jobs = replies.get(1);
        List<Reservation> reserved = jobs.error() == null ? adopted(node, jobs) : List.of();
        if (replies.get(0).error() != null) {
            // Once more, if need be elsewhere: to hear of it twice does no harm.
            return new Turn(settle(settlements), reserved);
        }
        done.forEach(this::forget);
        return new Turn(Collections.nCopies(settlements.size(), Answers.toAck(replies.get(0))), reserved);
    }

    private Set<DisqueReservation> doneAt(Node node, List<Settlement> settlements) {
        Set<DisqueReservation> done = new LinkedHashSet<>();
        for (Settlement settlement : settlements) {
            DisqueReservation reservation = mine(settlement.reservation());
            if (settlement.outcome().kind() == Outcome.Kind.DONE && reservation.node() == node && isHeld(reservation)) {
                done.add(reservation);
            }
        }
        return done;
    }

    @Override
    public List<Settled> extend(List<Reservation> leased) {
        List<DisqueReservation> reservations =
                leased.stream().map(DisqueSource::mine).toList();
        List<Settled> answers = rounds.run(
                reservations,
                reservations.stream()
                        .map(each -> isHeld(each) ? Settling.extend(each) : Step.end(Settled.LEASE_LOST))
                        .toList());
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) == Settled.LEASE_LOST) {
                forget(reservations.get(i));
            }
        }
        return answers;
    }

    @Override
    public int attempt(Reservation reservation) {
        return reservation.job().attempt().orElse(1);
    }

    @Override
    public void wakeup() {
        waiting.wakeup();
    }

    @Override
    public void close() {
        waiting.close();
        retries.close();
        List<DisqueReservation> left = List.copyOf(held.values());
        // What does not arrive RETRY brings.
        rounds.run(left, moves.giveBack(left));
        held.clear();
        lines.close();
        openings.remove(this);
    }

    private boolean isHeld(DisqueReservation reservation) {
        return held.get(reservation.id()) == reservation;
    }

    private void forget(DisqueReservation reservation) {
        held.remove(reservation.id(), reservation);
    }

    private static DisqueReservation mine(Reservation reservation) {
        if (reservation instanceof DisqueReservation mine) {
            return mine;
        }
        throw new IllegalArgumentException("reservation is another backend's: " + reservation.getClass());
    }
}
