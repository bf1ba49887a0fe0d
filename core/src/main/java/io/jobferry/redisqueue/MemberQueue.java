package io.jobferry.redisqueue;

import io.jobferry.Body;
import io.jobferry.JobLimits;
import io.jobferry.Outcome;
import io.jobferry.QueueException;
import io.jobferry.Settled;
import io.jobferry.jedis.Reply;
import io.jobferry.jedis.RespLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;

/**
 * One queue on core-queue's keys. Jobs are found by their raw bytes, never by encoding them again: the same job has other
 * bytes from another Go process. Any thread.
 */
final class MemberQueue implements JobQueue {
    private static final Logger LOG = LoggerFactory.getLogger(MemberQueue.class);
    private static final long MOST_HANDLE_NANOS = JobLimits.MOST.toNanos();

    private final MemberKeys keys;
    private final RespLine line;
    private final RedisLayout layout;
    private final Envelope envelope;

    MemberQueue(MemberKeys keys, RespLine line, RedisLayout layout) {
        this.keys = keys;
        this.line = line;
        this.layout = layout;
        this.envelope = Envelope.of(layout);
    }

    @Override
    public Taken take(int max) {
        long now = System.nanoTime();
        return taken(Script.run(line, List.of(taking(max))).get(0), now, max);
    }

    private Script.Call taking(int max) {
        return new Script.Call(
                Script.ENVELOPE_RESERVE,
                List.of(keys.waiting(), keys.claimed(), keys.delayed(), keys.reserved(), keys.timeout()),
                List.of(
                        Script.number(Math.min(max, Script.MOST)),
                        Script.number(TimeUnit.NANOSECONDS.toMicros(firstLeaseNanos())),
                        Script.word(layout.leaseOver())));
    }

    private Taken taken(Reply reply, long now, int max) {
        long lease = firstLeaseNanos();
        List<Reply> parts = reply.atLeast(4);
        long due = parts.get(0).integer();
        List<byte[]> members = parts.get(2).strings();
        Fence fence = Fence.ofCohort(Long.parseLong(parts.get(1).text()), members.size());
        List<RedisReservation> jobs = new ArrayList<>(members.size());
        List<MemberMove> moves = new ArrayList<>();
        members.forEach(member -> open(member, fence, now, lease, jobs, moves));
        parts.get(3).list().forEach(member -> moves.add(lapsed(member)));
        List<MemberMove> moved = done(moves);
        List<Quarantined> quarantined = moved.stream()
                .flatMap(move -> Stream.ofNullable(move.quarantined()))
                .toList();
        Taken taken = new Taken(
                extendedToTheirOwn(jobs, lease),
                quarantined,
                due < 0 ? Long.MAX_VALUE : TimeUnit.MICROSECONDS.toNanos(due));
        // What was moved may be ready now; where another was faster with it, that one takes care.
        return jobs.isEmpty() && !moved.isEmpty() ? taken.and(take(max)) : taken;
    }

    @Override
    public CommandArguments ring(Duration wait) {
        return Script.ring(keys.waiting(), PopFrom.RIGHT, keys.claimed(), wait);
    }

    @Override
    public CommandArguments pause(Duration wait) {
        return Script.pause(keys.claimed(), wait);
    }

    @Override
    public void unclaim() {
        Script.unring(line, keys.claimed(), PopFrom.RIGHT, keys.waiting());
    }

    @Override
    public List<Settled> settle(List<RedisSettlement> settlements) {
        return run(settlements.stream().map(this::move).toList());
    }

    @Override
    public Turn settleAndTake(List<RedisSettlement> settlements, int max) {
        List<JobQueue.Asked> settling =
                asked(settlements.stream().map(this::move).toList());
        long now = System.nanoTime();
        return JobQueue.turn(line, settling, taking(max), reply -> taken(reply, now, max));
    }

    @Override
    public List<Settled> extend(List<RedisReservation> reservations) {
        Settled[] answers = new Settled[reservations.size()];
        List<Integer> sent = new ArrayList<>();
        long now = System.nanoTime();
        for (int i = 0; i < answers.length; i++) {
            // Past its HandleTimeout nothing is extended.
            answers[i] = Settled.LEASE_LOST;
            if (wishedNanos(reservations.get(i), now) > 0) {
                sent.add(i);
            }
        }
        for (List<Integer> part : Script.parts(sent)) {
            List<RedisReservation> some = part.stream().map(reservations::get).toList();
            List<Settled> extended = extendPart(some, now);
            for (int i = 0; i < part.size(); i++) {
                answers[part.get(i)] = extended.get(i);
            }
        }
        return List.of(answers);
    }

    private List<Settled> extendPart(List<RedisReservation> reservations, long now) {
        List<byte[]> arguments = new ArrayList<>(4 * reservations.size());
        for (RedisReservation reservation : reservations) {
            arguments.add(reservation.name());
            arguments.add(Script.number(reservation.fence().lowest()));
            arguments.add(Script.number(reservation.fence().highest()));
            arguments.add(Script.number(TimeUnit.NANOSECONDS.toMicros(wishedNanos(reservation, now))));
        }
        try {
            List<Reply> scores = Script.ENVELOPE_EXTEND
                    .run(line, List.of(keys.reserved()), arguments)
                    .list();
            List<Settled> answers = new ArrayList<>(scores.size());
            for (int i = 0; i < scores.size(); i++) {
                answers.add(extended(
                        reservations.get(i), Long.parseLong(scores.get(i).text()), now));
            }
            return answers;
        } catch (QueueException e) {
            Settled answer = JobQueue.answer(e);
            if (answer == Settled.UNKNOWN) {
                reservations.forEach(reservation -> reservation.fencedBy(
                        reservation.fence().orExtended(TimeUnit.NANOSECONDS.toMicros(wishedNanos(reservation, now)))));
            }
            return Collections.nCopies(reservations.size(), answer);
        }
    }

    private Settled extended(RedisReservation reservation, long score, long now) {
        if (score == 0) {
            return Settled.LEASE_LOST;
        }
        reservation.fencedBy(Fence.at(score));
        reservation.leased(now, wishedNanos(reservation, now));
        return Settled.APPLIED;
    }

    /** Reads a member that was just reserved: a job, or something to be put aside, so that it does not come again. */
    private void open(
            byte[] bytes, Fence fence, long now, long lease, List<RedisReservation> jobs, List<MemberMove> moves) {
        try {
            PersistedJob job = envelope.read(bytes);
            RedisReservation reservation = new RedisReservation(
                    job.shown(keys.queue(), limits(job)), this, bytes, fence, now + handleNanos(job));
            reservation.leased(now, lease);
            jobs.add(reservation);
        } catch (MalformedEnvelopeException e) {
            moves.add(quarantined(bytes, fence, e));
        }
    }

    /** The move of a job whose lease ended: that was an attempt. */
    private MemberMove lapsed(Reply member) {
        byte[] bytes = member.at(0).bytes();
        Fence fence = Fence.at(Long.parseLong(member.at(1).text()));
        try {
            byte[] next = envelope.rewrite(bytes, job -> job.failed(job.backoffNanos()));
            return MemberMove.again(bytes, fence, next);
        } catch (MalformedEnvelopeException e) {
            return quarantined(bytes, fence, e);
        }
    }

    private MemberMove quarantined(byte[] bytes, Fence fence, MalformedEnvelopeException why) {
        LOG.warn("job of {} bytes goes to {} as it is: {}", bytes.length, keys.failed(), why.getMessage());
        return MemberMove.quarantine(bytes, fence, new Quarantined(why.shown(keys.queue(), bytes), why.getMessage()));
    }

    /** Gives jobs that bring a HandleTimeout of their own the lease that it allows. */
    private List<RedisReservation> extendedToTheirOwn(List<RedisReservation> jobs, long lease) {
        List<RedisReservation> others = jobs.stream()
                .filter(job -> wishedNanos(job, job.leaseEndNanos() - lease) != lease)
                .toList();
        extend(others);
        return jobs;
    }

    private MemberMove move(RedisSettlement settlement) {
        RedisReservation reservation = settlement.reservation();
        Outcome outcome = settlement.outcome();
        byte[] name = reservation.name();
        return new MemberMove(Body.of(name), reservation.fence(), outcome, Body.of(next(name, outcome)), null);
    }

    private byte[] next(byte[] member, Outcome outcome) {
        try {
            return switch (outcome.kind()) {
                case RETRY ->
                    envelope.rewrite(member, job -> job.failed(outcome.delay().toNanos()));
                case DEAD -> envelope.rewrite(member, job -> job.failed(job.backoffNanos()));
                case DONE, RETURN -> member;
            };
        } catch (MalformedEnvelopeException e) {
            throw new IllegalStateException("a job that was read cannot be read again", e);
        }
    }

    /** Those of these moves that were made. */
    private List<MemberMove> done(List<MemberMove> moves) {
        List<Settled> answers = run(moves);
        return IntStream.range(0, moves.size())
                .filter(i -> answers.get(i) == Settled.APPLIED)
                .mapToObj(moves::get)
                .toList();
    }

    private List<Settled> run(List<MemberMove> moves) {
        return JobQueue.settled(line, asked(moves));
    }

    private List<JobQueue.Asked> asked(List<MemberMove> moves) {
        return Script.parts(moves).stream()
                .map(part -> asked(part, MemberRoll.of(part)))
                .toList();
    }

    private JobQueue.Asked asked(List<MemberMove> moves, MemberRoll roll) {
        Script.Call call = new Script.Call(
                Script.ENVELOPE_SETTLE,
                List.of(keys.waiting(), keys.delayed(), keys.reserved(), keys.failed(), keys.timeout()),
                roll.arguments());
        return new JobQueue.Asked(call, moves.size(), reply -> roll.answers(reply, this::runOneByOne));
    }

    private List<Settled> runOneByOne(List<MemberMove> moves) {
        return JobQueue.settled(line, List.of(asked(moves, MemberRoll.oneByOne(moves))));
    }

    private long firstLeaseNanos() {
        return leaseNanos(layout.handleTimeout().toNanos());
    }

    /**
     * A time-out that is the layout's is no limit of the job's own where leases are short and extended: then the consumer's
     * longest lease counts. All envelopes have one, for Go processes need it.
     */
    private JobLimits limits(PersistedJob job) {
        JobLimits own = job.limits();
        boolean usual = layout.leaseOver() == LeaseOver.WAITING
                && job.handleTimeoutNanos() == layout.handleTimeout().toNanos();
        return usual ? new JobLimits(own.maxAttempts(), own.backoff(), Optional.empty()) : own;
    }

    private long handleNanos(PersistedJob job) {
        long own = job.handleTimeoutNanos();
        return own > 0
                ? Math.min(own, MOST_HANDLE_NANOS)
                : layout.handleTimeout().toNanos();
    }

    /** Where core-queue's rule holds the lease is the whole HandleTimeout: nobody brings back what was moved too early. */
    private long leaseNanos(long handleNanos) {
        return switch (layout.leaseOver()) {
            case TIMEOUT -> handleNanos;
            case WAITING -> Math.min(layout.lease().toNanos(), handleNanos);
        };
    }

    private long wishedNanos(RedisReservation reservation, long now) {
        return reservation.leftNanos(leaseNanos(MOST_HANDLE_NANOS), now);
    }
}
