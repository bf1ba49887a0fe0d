package io.jobferry.redisqueue;

import io.jobferry.Body;
import io.jobferry.Job;
import io.jobferry.Settled;
import io.jobferry.jedis.Reply;
import io.jobferry.jedis.RespLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.CommandArguments;

/** One list's scripts, and what they answer. Any thread. */
final class ListQueue implements JobQueue {
    private static final long NO_LIMIT_NANOS = TimeUnit.DAYS.toNanos(36_500);

    private final RedisKeys keys;
    private final RespLine line;
    private final Duration lease;
    private final PopFrom popFrom;

    ListQueue(RedisKeys keys, RespLine line, RedisLayout layout) {
        this.keys = keys;
        this.line = line;
        this.lease = layout.lease();
        this.popFrom = layout.popFrom();
    }

    @Override
    public Taken take(int max) {
        long now = System.nanoTime();
        return taken(Script.run(line, List.of(taking(max))).get(0), now);
    }

    private Script.Call taking(int max) {
        return new Script.Call(
                Script.RESERVE,
                keys.all(),
                List.of(
                        Script.number(Math.min(max, Script.MOST)),
                        Script.number(Script.micros(lease)),
                        Script.word(popFrom)));
    }

    private Taken taken(Reply answer, long now) {
        List<Reply> reply = answer.list();
        List<RedisReservation> jobs = new ArrayList<>();
        for (Reply known : reply.get(1).list()) {
            jobs.add(known(known.list(), now));
        }
        List<Reply> bodies = reply.get(3).list();
        long firstId = bodies.isEmpty() ? 0 : Long.parseLong(reply.get(2).text());
        for (int i = 0; i < bodies.size(); i++) {
            String id = Long.toString(firstId + i);
            jobs.add(reservation(id, Script.number(firstId + i), 0, bodies.get(i), now));
        }
        long due = reply.get(0).integer();
        return new Taken(jobs, List.of(), due < 0 ? Long.MAX_VALUE : TimeUnit.MICROSECONDS.toNanos(due));
    }

    @Override
    public CommandArguments ring(Duration wait) {
        return Script.ring(keys.waiting(), popFrom, keys.claimed(), wait);
    }

    @Override
    public CommandArguments pause(Duration wait) {
        return Script.pause(keys.claimed(), wait);
    }

    @Override
    public void unclaim() {
        Script.unring(line, keys.claimed(), popFrom, keys.waiting());
    }

    @Override
    public List<Settled> settle(List<RedisSettlement> settlements) {
        return JobQueue.settled(line, settling(settlements), settlements.size());
    }

    @Override
    public Turn settleAndTake(List<RedisSettlement> settlements, int max) {
        long now = System.nanoTime();
        return JobQueue.turn(line, settling(settlements), settlements.size(), taking(max), reply -> taken(reply, now));
    }

    private List<Script.Call> settling(List<RedisSettlement> settlements) {
        List<Script.Call> calls = new ArrayList<>();
        for (List<RedisSettlement> part : Script.parts(settlements)) {
            List<byte[]> arguments = new ArrayList<>(1 + 3 * part.size());
            arguments.add(Script.word(popFrom));
            for (RedisSettlement settlement : part) {
                arguments.add(settlement.reservation().name());
                arguments.add(Script.word(settlement.outcome().kind()));
                arguments.add(Script.number(Script.micros(settlement.outcome().delay())));
            }
            calls.add(new Script.Call(Script.SETTLE, keys.all(), arguments));
        }
        return calls;
    }

    @Override
    public List<Settled> extend(List<RedisReservation> reservations) {
        List<Settled> answers = new ArrayList<>(reservations.size());
        for (List<RedisReservation> part : Script.parts(reservations)) {
            long now = System.nanoTime();
            List<byte[]> arguments = new ArrayList<>(1 + part.size());
            arguments.add(Script.number(Script.micros(lease)));
            part.forEach(reservation -> arguments.add(reservation.name()));
            List<Settled> extended = JobQueue.settled(
                    line, List.of(new Script.Call(Script.EXTEND, List.of(keys.reserved()), arguments)), part.size());
            for (int i = 0; i < part.size(); i++) {
                if (extended.get(i) == Settled.APPLIED) {
                    part.get(i).leased(now, lease.toNanos());
                }
            }
            answers.addAll(extended);
        }
        return answers;
    }

    private RedisReservation known(List<Reply> fields, long now) {
        int failures = Math.toIntExact(fields.get(2).integer());
        return reservation(fields.get(0).text(), fields.get(1).bytes(), failures, fields.get(3), now);
    }

    private RedisReservation reservation(String id, byte[] name, int failures, Reply body, long now) {
        Job job = new Job(keys.queue(), id, id, Body.of(body.bytes()), OptionalInt.of(failures + 1), Map.of());
        RedisReservation reservation = new RedisReservation(job, this, name, Fence.NONE, now + NO_LIMIT_NANOS);
        reservation.leased(now, lease.toNanos());
        return reservation;
    }
}
