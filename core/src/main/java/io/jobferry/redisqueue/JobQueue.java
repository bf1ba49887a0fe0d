package io.jobferry.redisqueue;

import io.jobferry.Job;
import io.jobferry.QueueException;
import io.jobferry.Settled;
import io.jobferry.jedis.Reply;
import io.jobferry.jedis.RespError;
import io.jobferry.jedis.RespLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import redis.clients.jedis.CommandArguments;

/** The scripts of one queue, and what they answer. Any thread. */
interface JobQueue {
    /** What the server says while it restarts or another takes over: nothing was done, and soon it can be. */
    Set<String> PASSING = Set.of("READONLY", "LOADING", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "BUSY", "OOM");

    /** What one call brought, what of it cannot be read, and when it is worth another look. */
    record Taken(List<RedisReservation> jobs, List<Quarantined> quarantined, long nextDueNanos) {
        /** This one, which brought no jobs, and the next. */
        Taken and(Taken next) {
            List<Quarantined> both = new ArrayList<>(quarantined);
            both.addAll(next.quarantined);
            return new Taken(next.jobs, both, next.nextDueNanos);
        }
    }

    /** Answer i is for settlement i; nothing is taken where the server could not be asked. */
    record Turn(List<Settled> settled, Taken taken) {}

    /** A job that was put among the dead as it is, and why. */
    record Quarantined(Job job, String reason) {}

    /** Nothing, and nothing known. */
    Taken NOTHING = new Taken(List.of(), List.of(), Long.MAX_VALUE);

    /** What is ready, at most max and {@link Script#MOST}. */
    Taken take(int max);

    /** Moves the first job that comes within this time to {@code claimed}: the doorbell. */
    CommandArguments ring(Duration wait);

    /** Waits for this time, for nothing. */
    CommandArguments pause(Duration wait);

    /** Settles; answer i is for settlement i. */
    List<Settled> settle(List<RedisSettlement> settlements);

    /** Settles, then takes what is ready, in one round trip. */
    Turn settleAndTake(List<RedisSettlement> settlements, int max);

    /** Begins leases anew; answer i is for reservation i. */
    List<Settled> extend(List<RedisReservation> reservations);

    /** Puts what the doorbell moved back where every program finds it: for a source that will not reserve again. */
    void unclaim();

    /** A call, for how many reservations it is, and how its reply is read: answer i is for reservation i. */
    record Asked(Script.Call call, int count, Function<Reply, List<Settled>> answers) {}

    /** Runs scripts; answer i is for reservation i of all. */
    static List<Settled> settled(RespLine line, List<Asked> asked) {
        try {
            return settled(Script.run(line, calls(asked)), asked);
        } catch (QueueException e) {
            return unanswered(asked, e);
        }
    }

    /** The same, and one that takes jobs behind them. */
    static Turn turn(RespLine line, List<Asked> asked, Script.Call taking, Function<Reply, Taken> taken) {
        List<Script.Call> calls = calls(asked);
        calls.add(taking);
        List<Reply> replies;
        try {
            replies = Script.run(line, calls);
        } catch (QueueException e) {
            return new Turn(unanswered(asked, e), NOTHING);
        }
        List<Settled> settled = settled(replies, asked);
        try {
            return new Turn(settled, taken.apply(replies.get(asked.size())));
        } catch (QueueException e) {
            return new Turn(settled, NOTHING); // the next reserve tells
        }
    }

    private static List<Script.Call> calls(List<Asked> asked) {
        List<Script.Call> calls = new ArrayList<>();
        asked.forEach(each -> calls.add(each.call));
        return calls;
    }

    private static List<Settled> settled(List<Reply> replies, List<Asked> asked) {
        List<Settled> answers = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            answers.addAll(asked.get(i).answers.apply(replies.get(i)));
        }
        return answers;
    }

    private static List<Settled> unanswered(List<Asked> asked, QueueException why) {
        return Collections.nCopies(asked.stream().mapToInt(Asked::count).sum(), answer(why));
    }

    /** The queue of this name in this layout. */
    static JobQueue of(String queue, RedisLayout layout, RespLine line) {
        return switch (layout.envelope()) {
            case RAW -> new ListQueue(RedisKeys.of(layout.keyPrefix(), queue), line, layout);
            case GOB, JSON -> new MemberQueue(MemberKeys.of(layout, queue), line, layout);
        };
    }

    /** What a settlement is answered that a failed call was to bring. */
    static Settled answer(QueueException failure) {
        if (failure instanceof RespError no && PASSING.contains(no.code())) {
            return Settled.UNKNOWN;
        }
        return switch (failure.kind()) {
            case REFUSED -> Settled.REFUSED;
            case CLOSED -> Settled.LEASE_LOST; // the close gave everything back
            case UNREACHABLE, BROKEN, PROTOCOL -> Settled.UNKNOWN;
        };
    }
}
