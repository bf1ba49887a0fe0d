package io.jobferry.redisqueue;

import io.jobferry.Body;
import io.jobferry.Job;
import io.jobferry.Outcome;
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
    private static final OptionalInt FIRST = OptionalInt.of(1);

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
        List<Reply> reply = answer.atLeast(4);
        List<Reply> known = reply.get(1).list();
        List<byte[]> bodies = reply.get(3).strings();
        List<RedisReservation> jobs = new ArrayList<>(known.size() + bodies.size());
        for (Reply job : known) {
            jobs.add(known(job.list(), now));
        }
        if (!bodies.isEmpty()) {
            addBatch(new Batch(Long.parseLong(reply.get(2).text()), bodies.size()), bodies, now, jobs);
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
        return JobQueue.settled(line, settling(settlements));
    }

    @Override
    public Turn settleAndTake(List<RedisSettlement> settlements, int max) {
        long now = System.nanoTime();
        return JobQueue.turn(line, settling(settlements), taking(max), reply -> taken(reply, now));
    }

    private List<Asked> settling(List<RedisSettlement> settlements) {
        List<Asked> asked = new ArrayList<>();
        for (List<RedisSettlement> part : Script.parts(settlements)) {
            Roll roll = new Roll(part.size());
            for (RedisSettlement settlement : part) {
                Outcome outcome = settlement.outcome();
                boolean done = outcome.kind() == Outcome.Kind.DONE;
                if (!done || !roll.callByBatch(settlement.reservation())) {
                    roll.callByName(
                            settlement.reservation(),
                            Script.word(outcome.kind()),
                            Script.number(Script.micros(outcome.delay())));
                }
            }
            asked.add(asked(Script.SETTLE, roll, Script.word(popFrom), part.size()));
        }
        return asked;
    }

    @Override
    public List<Settled> extend(List<RedisReservation> reservations) {
        List<Settled> answers = new ArrayList<>(reservations.size());
        for (List<RedisReservation> part : Script.parts(reservations)) {
            long now = System.nanoTime();
            Roll roll = new Roll(part.size());
            for (RedisReservation reservation : part) {
                if (!roll.callByBatch(reservation)) {
                    roll.callByName(reservation);
                }
            }
            Asked asked = asked(Script.EXTEND, roll, Script.number(Script.micros(lease)), part.size());
            List<Settled> extended = JobQueue.settled(line, List.of(asked));
            for (int i = 0; i < part.size(); i++) {
                if (extended.get(i) == Settled.APPLIED) {
                    part.get(i).leased(now, lease.toNanos());
                }
            }
            answers.addAll(extended);
        }
        return answers;
    }

    private Asked asked(Script script, Roll roll, byte[] first, int count) {
        return new Asked(new Script.Call(script, keys.all(), roll.arguments(first)), count, roll::answers);
    }

    private RedisReservation known(List<Reply> fields, long now) {
        int failures = Math.toIntExact(fields.get(2).integer());
        Job job = job(fields.get(0).text(), fields.get(3).bytes(), OptionalInt.of(failures + 1));
        return leased(new RedisReservation(job, this, fields.get(1).bytes(), Fence.NONE, now + NO_LIMIT_NANOS), now);
    }

    private void addBatch(Batch batch, List<byte[]> bodies, long now, List<RedisReservation> jobs) {
        for (int place = 1; place <= batch.size(); place++) {
            Job job = job(batch.id(place), bodies.get(place - 1), FIRST);
            jobs.add(leased(new RedisReservation(job, this, batch, place, now + NO_LIMIT_NANOS), now));
        }
    }

    private Job job(String id, byte[] body, OptionalInt attempt) {
        return new Job(keys.queue(), id, id, Body.of(body), attempt, Map.of());
    }

    private RedisReservation leased(RedisReservation reservation, long now) {
        reservation.leased(now, lease.toNanos());
        return reservation;
    }
}
