package io.jobferry.beanstalk;

import io.jobferry.Outcome;
import io.jobferry.QueueException;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One batch of settlements on its way over the connection that reserved the jobs: claim, then with the turn taken ask
 * and send, then leave. One thread.
 */
final class Settling {
    private static final long LONGEST_DELAY_SECONDS = 0xffff_ffffL;

    private final BeanstalkConnection wire;
    private final Holdings holdings;
    private final List<Item> items = new ArrayList<>();
    private List<Item> claimed = List.of();
    private long answeredNanos;

    Settling(BeanstalkConnection wire, Holdings holdings, List<Settlement> settlements) {
        this.wire = wire;
        this.holdings = holdings;
        for (Settlement settlement : settlements) {
            items.add(new Item((BeanstalkReservation) settlement.reservation(), settlement.outcome()));
        }
    }

    /** Whether there is something to send: what is over, or is being settled by somebody else, has its answer. */
    boolean claim() {
        claimed =
                items.stream().filter(item -> holdings.claim(item.reservation)).toList();
        return !claimed.isEmpty();
    }

    /** Whether all of these are jobs that are done, and all that is held, and nobody else uses any. */
    boolean claimAll() {
        boolean all = items.stream().allMatch(item -> item.outcome.kind() == Outcome.Kind.DONE)
                && holdings.claimAll(
                        items.stream().map(item -> item.reservation).collect(Collectors.toSet()));
        claimed = all ? items : claimed;
        return all;
    }

    /** When the last answer had come. */
    long answeredNanos() {
        return answeredNanos;
    }

    void leave() {
        holdings.leave(claimed.size());
    }

    List<Settled> answers() {
        return items.stream().map(item -> item.answer).toList();
    }

    /** release and bury set the priority anew: to keep it, it must be known. */
    void askPriorities() {
        List<Item> asked = claimed.stream().filter(Item::lacksPriority).toList();
        Exchange exchange = wire.exchange(
                asked.stream().map(item -> item.reservation.statsJob()).toList());
        for (int i = 0; i < exchange.answered(); i++) {
            Item item = asked.get(i);
            Settled learned = item.reservation.learn(exchange.replies().get(i), wire.place());
            if (learned != Settled.APPLIED) {
                answer(item, learned);
            }
        }
    }

    /**
     * Sends what is still held, and behind it {@code max} commands that reserve; returns the replies to those.
     *
     * @throws QueueException if the connection broke; the answers tell what became of the settlements
     */
    List<Reply> send(int max) {
        List<Item> sent = claimed.stream()
                .filter(item -> !item.lacksPriority() && holdings.isSettling(item.reservation)) // I3
                .toList();
        List<Command> commands = new ArrayList<>(sent.size() + max);
        sent.forEach(item -> commands.add(item.command()));
        commands.addAll(Collections.nCopies(max, SourceConnection.ASK));
        Exchange exchange = wire.exchange(commands);
        answered(sent, exchange);
        return exchange.orThrow().subList(sent.size(), commands.size());
    }

    /**
     * Sends all, which were claimed as {@link #claimAll} does, and behind them a command that waits; returns its reply.
     *
     * @param settled called once, with the answers there and all left, before the wait
     * @param ended called when the wait is over
     * @throws QueueException if the connection broke; the answers tell what became of the settlements
     */
    List<Reply> sendAndWait(long seconds, long deadlineNanos, Runnable settled, Runnable ended) {
        List<Command> commands = new ArrayList<>(claimed.size() + 1);
        claimed.forEach(item -> commands.add(item.command()));
        commands.add(Command.reserveWithTimeout(seconds));
        int sent = claimed.size();
        Consumer<Exchange> leave = exchange -> {
            answered(claimed, exchange);
            leave();
            settled.run();
        };
        Exchange exchange = wire.exchange(
                commands,
                new Waiting(
                        sent, () -> deadlineNanos, before -> leave.accept(new Exchange(before, sent, null)), ended));
        if (exchange.answered() < sent) {
            leave.accept(exchange);
        }
        return exchange.orThrow().subList(sent, commands.size());
    }

    private void answered(List<Item> sent, Exchange exchange) {
        for (int i = 0; i < sent.size(); i++) {
            answer(sent.get(i), exchange.settled(i));
        }
        answeredNanos = System.nanoTime();
    }

    private void answer(Item item, Settled answer) {
        item.answer = answer;
        holdings.answered(item.reservation, answer);
    }

    private static final class Item {
        final BeanstalkReservation reservation;
        final Outcome outcome;
        Settled answer = Settled.LEASE_LOST;

        Item(BeanstalkReservation reservation, Outcome outcome) {
            this.reservation = reservation;
            this.outcome = outcome;
        }

        boolean lacksPriority() {
            return outcome.kind() != Outcome.Kind.DONE && !reservation.hasFacts();
        }

        Command command() {
            long id = reservation.id;
            return switch (outcome.kind()) {
                case DONE -> Command.ofJob(Verb.DELETE, id);
                case RETRY -> Command.release(id, reservation.priority(), shortened(outcome.delay()));
                case RETURN -> Command.release(id, reservation.priority(), Duration.ZERO);
                case DEAD -> Command.bury(id, reservation.priority());
            };
        }

        /** The protocol's longest delay is 136 years: whoever asks for more gets that. */
        private static Duration shortened(Duration delay) {
            Duration longest = Duration.ofSeconds(LONGEST_DELAY_SECONDS);
            return delay.compareTo(longest) > 0 ? longest : delay;
        }
    }
}
