package io.jobferry.disque;

import io.jobferry.Outcome;
import io.jobferry.Settled;
import io.jobferry.jedis.Reply;
import io.jobferry.jedis.RespLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.CommandArguments;

/**
 * Settlements on their way: one round trip, and a second one where what comes next depends on an answer. A job that
 * moves is first added to where it goes and then acknowledged: between the two it is there twice, never not at all.
 */
final class SettleBatch {
    private final RespLine line;
    private final Duration replicas;
    private final HeldRetries retries;
    private final List<Entry> entries = new ArrayList<>();

    SettleBatch(RespLine line, Duration replicas, HeldRetries retries) {
        this.line = line;
        this.replicas = replicas;
        this.retries = retries;
    }

    /** One settlement, and the place of its answer. */
    void add(int place, DisqueReservation reservation, Outcome outcome) {
        entries.add(new Entry(place, reservation, outcome));
    }

    /** Sends them all and fills in the answers. */
    void send(Settled[] answers) {
        List<Entry> done = entries.stream().filter(Entry::isDone).toList();
        List<Entry> others = entries.stream().filter(entry -> !entry.isDone()).toList();
        List<CommandArguments> commands = new ArrayList<>();
        if (!done.isEmpty()) {
            commands.add(ack(done));
        }
        others.forEach(entry -> commands.add(first(entry)));

        long now = System.nanoTime();
        List<Reply> replies = Answers.callAll(line, commands);
        if (!done.isEmpty()) {
            Settled answer = Answers.toAck(replies.get(0));
            done.forEach(entry -> answers[entry.place] = answer);
            replies = replies.subList(1, replies.size());
        }
        Second second = new Second();
        for (int i = 0; i < others.size(); i++) {
            answers[others.get(i).place] = next(others.get(i), replies.get(i), now, second);
        }
        second.send(answers);
    }

    private CommandArguments first(Entry entry) {
        String id = entry.reservation.id();
        return switch (entry.outcome.kind()) {
            case DONE -> Commands.ackJob(List.of(id));
            case RETRY -> entry.isHeldRetry() ? Commands.working(id) : Commands.nack(id);
            case RETURN -> Commands.enqueue(id);
            case DEAD ->
                Commands.addDead(
                        entry.reservation.job().queue(), entry.reservation.job().body(), replicas);
        };
    }

    /** The answer as far as it is known; what needs a second command is noted there and answered again by it. */
    private Settled next(Entry entry, Reply reply, long now, Second second) {
        return switch (entry.outcome.kind()) {
            case DONE -> Answers.toAck(reply);
            case RETURN -> Answers.toQueueing(reply);
            case RETRY -> entry.isHeldRetry() ? hold(entry, reply, now, second) : Answers.toQueueing(reply);
            case DEAD -> bury(entry, reply, second);
        };
    }

    /** Ours for as long as the delay lasts; too late in its life for that, it comes back before its delay is over. */
    private Settled hold(Entry entry, Reply working, long now, Second second) {
        if (Answers.isNo(working, "TOOLATE")) {
            second.nacks.add(entry);
            return Settled.UNKNOWN;
        }
        Settled answer = Answers.toWorking(working);
        if (answer == Settled.APPLIED) {
            entry.reservation.extended(now, working.integer());
            retries.hold(entry.reservation, now + entry.outcome.delay().toNanos());
        }
        return answer;
    }

    /** A dead queue that does not take the job: the job comes back, for it must not be lost. */
    private Settled bury(Entry entry, Reply added, Second second) {
        Settled answer = added.error() == null && added.isNil() ? Settled.REFUSED : Answers.toAck(added);
        if (answer == Settled.APPLIED) {
            second.acks.add(entry);
        } else if (answer == Settled.REFUSED) {
            second.nacks.add(entry);
        }
        return Settled.UNKNOWN;
    }

    private static CommandArguments ack(List<Entry> entries) {
        return Commands.ackJob(
                entries.stream().map(entry -> entry.reservation.id()).toList());
    }

    private record Entry(int place, DisqueReservation reservation, Outcome outcome) {
        boolean isDone() {
            return outcome.kind() == Outcome.Kind.DONE;
        }

        boolean isHeldRetry() {
            return !outcome.delay().isZero() && !reservation.atMostOnce();
        }
    }

    /** The commands of the second round trip. */
    private final class Second {
        final List<Entry> acks = new ArrayList<>();
        final List<Entry> nacks = new ArrayList<>();

        void send(Settled[] answers) {
            List<CommandArguments> commands = new ArrayList<>();
            nacks.forEach(entry -> commands.add(Commands.nack(entry.reservation.id())));
            if (!acks.isEmpty()) {
                commands.add(ack(acks));
            }
            List<Reply> replies = Answers.callAll(line, commands);
            for (int i = 0; i < nacks.size(); i++) {
                answers[nacks.get(i).place] = Answers.toQueueing(replies.get(i));
            }
            if (!acks.isEmpty()) {
                Settled answer = Answers.toAck(replies.get(replies.size() - 1));
                acks.forEach(entry -> answers[entry.place] = answer);
            }
        }
    }
}
