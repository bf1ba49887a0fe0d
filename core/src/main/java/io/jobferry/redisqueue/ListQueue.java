package io.jobferry.redisqueue;

import io.jobferry.Body;
import io.jobferry.Job;
import io.jobferry.QueueException;
import io.jobferry.QueueException.Kind;
import io.jobferry.Settled;
import io.jobferry.jedis.Reply;
import io.jobferry.jedis.RespLine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** One list's scripts, and what they answer. Any thread. */
final class ListQueue {
    private final RedisKeys keys;
    private final RespLine line;
    private final Duration lease;

    ListQueue(RedisKeys keys, RespLine line, Duration lease) {
        this.keys = keys;
        this.line = line;
        this.lease = lease;
    }

    /** What one call of the reserve script brought, and when it is worth another look. */
    record Taken(List<RedisReservation> jobs, long nextDueNanos) {}

    /** What is ready, at most max and {@link Script#MOST}. */
    Taken take(int max) {
        long now = System.nanoTime();
        List<byte[]> arguments =
                List.of(Script.number(Math.min(max, Script.MOST)), Script.number(Script.micros(lease)));
        List<Reply> reply = Script.RESERVE.run(line, keys.all(), arguments).list();
        List<RedisReservation> jobs = new ArrayList<>();
        for (Reply job : reply.get(1).list()) {
            jobs.add(reservation(job.list(), now));
        }
        long due = reply.get(0).integer();
        return new Taken(jobs, due < 0 ? Long.MAX_VALUE : TimeUnit.MICROSECONDS.toNanos(due));
    }

    /** Moves the first job that comes within this time to {@code claimed}: the doorbell. */
    CommandArguments ring(Duration wait) {
        // 0 would wait for ever.
        double seconds = Math.max(1, wait.toMillis()) / 1000.0;
        return new CommandArguments(Command.BLMOVE)
                .add(keys.waiting())
                .add(keys.claimed())
                .add("RIGHT")
                .add("LEFT")
                .add(seconds);
    }

    /** Settles; answer i is for settlement i. */
    List<Settled> settle(List<RedisSettlement> settlements) {
        List<Settled> answers = new ArrayList<>(settlements.size());
        for (List<RedisSettlement> part : Script.parts(settlements)) {
            List<byte[]> arguments = new ArrayList<>(3 * part.size());
            for (RedisSettlement settlement : part) {
                arguments.add(settlement.reservation().name());
                arguments.add(settlement.outcome().kind().name().getBytes(StandardCharsets.US_ASCII));
                arguments.add(Script.number(Script.micros(settlement.outcome().delay())));
            }
            answers.addAll(answers(Script.SETTLE, keys.all(), arguments, part.size()));
        }
        return answers;
    }

    /** Begins leases anew; answer i is for reservation i. */
    List<Settled> extend(List<RedisReservation> reservations) {
        List<Settled> answers = new ArrayList<>(reservations.size());
        for (List<RedisReservation> part : Script.parts(reservations)) {
            long now = System.nanoTime();
            List<byte[]> arguments = new ArrayList<>(1 + part.size());
            arguments.add(Script.number(Script.micros(lease)));
            part.forEach(reservation -> arguments.add(reservation.name()));
            List<Settled> extended = answers(Script.EXTEND, List.of(keys.reserved()), arguments, part.size());
            for (int i = 0; i < part.size(); i++) {
                if (extended.get(i) == Settled.APPLIED) {
                    part.get(i).extended(now);
                }
            }
            answers.addAll(extended);
        }
        return answers;
    }

    private RedisReservation reservation(List<Reply> fields, long now) {
        String id = fields.get(0).text();
        int attempt = Math.toIntExact(fields.get(2).integer()) + 1;
        Body body = Body.of(fields.get(3).bytes());
        Job job = new Job(keys.queue(), id, id, body, OptionalInt.of(attempt), Map.of());
        return new RedisReservation(job, this, fields.get(1).bytes(), now, lease.toNanos());
    }

    private List<Settled> answers(Script script, List<String> names, List<byte[]> arguments, int count) {
        try {
            List<Settled> answers = new ArrayList<>(count);
            for (Reply held : script.run(line, names, arguments).list()) {
                answers.add(held.integer() == 1 ? Settled.APPLIED : Settled.LEASE_LOST);
            }
            return answers;
        } catch (QueueException e) {
            return Collections.nCopies(count, answer(e.kind()));
        }
    }

    private static Settled answer(Kind kind) {
        return switch (kind) {
            case REFUSED -> Settled.REFUSED;
            case CLOSED -> Settled.LEASE_LOST; // the close gave everything back
            case UNREACHABLE, BROKEN, PROTOCOL -> Settled.UNKNOWN;
        };
    }
}
