package io.jobferry.beanstalk;

import io.jobferry.Settled;
import java.util.ArrayList;
import java.util.List;

/**
 * One batch of extensions on its way over the connection that reserved the jobs: use, then with the turn taken send,
 * then leave. One thread.
 */
final class Touching {
    private final BeanstalkConnection wire;
    private final Holdings holdings;
    private final List<Item> items = new ArrayList<>();
    private List<Item> used = List.of();

    Touching(BeanstalkConnection wire, Holdings holdings, List<BeanstalkReservation> reservations) {
        this.wire = wire;
        this.holdings = holdings;
        reservations.forEach(reservation -> items.add(new Item(reservation)));
    }

    /** Whether there is something to send. */
    boolean use() {
        used = items.stream().filter(item -> holdings.use(item.reservation)).toList();
        return !used.isEmpty();
    }

    void leave() {
        holdings.leave(used.size());
    }

    List<Settled> answers() {
        return items.stream().map(item -> item.answer).toList();
    }

    /** A touch each, and behind it the first time the question how long the lease is. */
    void send() {
        List<Item> sent =
                used.stream().filter(item -> holdings.holds(item.reservation)).toList(); // I3
        List<Command> commands = new ArrayList<>();
        for (Item item : sent) {
            item.touch = commands.size();
            commands.add(Command.ofJob(Verb.TOUCH, item.reservation.id));
            if (!item.reservation.hasFacts()) {
                item.statsJob = commands.size();
                commands.add(item.reservation.statsJob());
            }
        }
        long askedNanos = System.nanoTime();
        Exchange exchange = wire.exchange(commands);
        for (Item item : sent) {
            if (item.statsJob >= 0 && item.statsJob < exchange.answered()) {
                item.reservation.learn(exchange.replies().get(item.statsJob), wire.place());
            }
            item.answer = exchange.settled(item.touch);
            if (item.answer == Settled.APPLIED) {
                item.reservation.leaseBegins(askedNanos);
            } else {
                holdings.answered(item.reservation, item.answer);
            }
        }
    }

    private static final class Item {
        final BeanstalkReservation reservation;
        Settled answer = Settled.LEASE_LOST;
        int touch;
        int statsJob = -1;

        Item(BeanstalkReservation reservation) {
            this.reservation = reservation;
        }
    }
}
