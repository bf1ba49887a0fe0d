package io.jobferry.disque;

import io.jobferry.JobSource;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import io.jobferry.jedis.Limits;
import io.jobferry.jedis.Openings;
import io.jobferry.jedis.Reply;
import io.jobferry.jedis.RespLine;
import io.jobferry.jedis.RespServer;
import io.jobferry.jedis.WaitingLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import redis.clients.jedis.CommandArguments;

/**
 * Jobs from queues of one node. A waiting GETJOB has a connection of its own, since it holds back what is sent after
 * it; everything else goes over a second one. A job's id is good on any connection, so a reservation outlives both.
 */
final class DisqueSource implements JobSource, Openings.Opening {
    private final List<String> queues;
    private final RespLine line;
    private final WaitingLine waiting;
    private final Duration replicas;
    private final Openings openings;
    private final HeldRetries retries;
    private final Map<String, DisqueReservation> held = new ConcurrentHashMap<>();

    DisqueSource(List<String> queues, RespServer server, Openings openings) {
        this.queues = queues;
        this.line = new RespLine(server);
        this.waiting = new WaitingLine(server);
        this.replicas = server.commandTimeout().dividedBy(2);
        this.retries = new HeldRetries(line);
        this.openings = openings;
        openings.add(this);
    }

    @Override
    public List<Reservation> reserve(int max, Duration wait) throws InterruptedException {
        Limits.check(max, wait);
        Optional<Reply> reply = wait.isZero()
                ? Optional.of(line.call(Commands.getJobNow(queues, max)))
                : waiting.call(Commands.getJob(queues, max, wait), wait);
        long now = System.nanoTime();
        List<Reservation> reserved = new ArrayList<>();
        for (Reply element : reply.map(Reply::list).orElse(List.of())) {
            DisqueReservation reservation = DisqueReservation.of(element, now);
            // A job that we still hold and get again: its lease ended, and the older reservation with it.
            held.put(reservation.id(), reservation);
            reserved.add(reservation);
        }
        return reserved;
    }

    @Override
    public List<Settled> settle(List<Settlement> settlements) {
        SettleBatch batch = new SettleBatch(line, replicas, retries);
        Settled[] answers = new Settled[settlements.size()];
        Set<DisqueReservation> settled = new HashSet<>();
        for (int i = 0; i < answers.length; i++) {
            DisqueReservation reservation = mine(settlements.get(i).reservation());
            if (held.get(reservation.id()) == reservation && settled.add(reservation)) {
                batch.add(i, reservation, settlements.get(i).outcome());
            } else {
                answers[i] = Settled.LEASE_LOST;
            }
        }
        batch.send(answers);
        for (int i = 0; i < answers.length; i++) {
            if (answers[i] == Settled.APPLIED || answers[i] == Settled.LEASE_LOST) {
                forget(mine(settlements.get(i).reservation()));
            }
        }
        return List.of(answers);
    }

    @Override
    public List<Settled> extend(List<Reservation> reservations) {
        Settled[] answers = new Settled[reservations.size()];
        List<CommandArguments> commands = new ArrayList<>();
        List<Integer> asked = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) {
            DisqueReservation reservation = mine(reservations.get(i));
            if (held.get(reservation.id()) != reservation) {
                answers[i] = Settled.LEASE_LOST;
            } else if (reservation.atMostOnce()) {
                answers[i] = Settled.APPLIED; // it never ends; WORKING would queue it again
            } else {
                asked.add(i);
                commands.add(Commands.working(reservation.id()));
            }
        }
        long now = System.nanoTime();
        List<Reply> replies = Answers.callAll(line, commands);
        for (int i = 0; i < asked.size(); i++) {
            DisqueReservation reservation = mine(reservations.get(asked.get(i)));
            Settled answer = Answers.toWorking(replies.get(i));
            answers[asked.get(i)] = answer;
            if (answer == Settled.APPLIED) {
                reservation.extended(now, replies.get(i).integer());
            } else if (answer == Settled.LEASE_LOST) {
                forget(reservation);
            }
        }
        return List.of(answers);
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
        // What does not arrive RETRY brings.
        Answers.callAll(line, held.keySet().stream().map(Commands::enqueue).toList());
        held.clear();
        line.close();
        openings.remove(this);
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
