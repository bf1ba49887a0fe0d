package io.jobferry.redisqueue;

import io.jobferry.Job;
import io.jobferry.JobState;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueStats;
import io.jobferry.jedis.Openings;
import io.jobferry.jedis.Reply;
import io.jobferry.jedis.RespLine;
import io.jobferry.jedis.Whereabouts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * A look at one queue on core-queue's keys. Dead are the jobs of {@code failed} and of {@code timeout}: neither comes
 * again by itself. A job that is not what the envelope says is shown as its bytes.
 */
final class MemberAdmin implements QueueAdmin, Openings.Opening {
    private final MemberKeys keys;
    private final Envelope envelope;
    private final RespLine line;
    private final Openings openings;

    MemberAdmin(MemberKeys keys, RedisLayout layout, Whereabouts where, Openings openings) {
        this.keys = keys;
        this.envelope = Envelope.of(layout);
        this.line = new RespLine(where);
        this.openings = openings;
        openings.add(this);
    }

    @Override
    public QueueStats stats() {
        Map<RedisChannel, Long> counts = MemberCounts.of(keys, line);
        return new QueueStats(
                OptionalLong.of(counts.getOrDefault(RedisChannel.WAITING, 0L)),
                OptionalLong.of(counts.getOrDefault(RedisChannel.DELAYED, 0L)),
                OptionalLong.of(counts.getOrDefault(RedisChannel.RESERVED, 0L)),
                OptionalLong.of(
                        counts.getOrDefault(RedisChannel.FAILED, 0L) + counts.getOrDefault(RedisChannel.TIMEOUT, 0L)));
    }

    @Override
    public Map<String, Long> lengths() {
        Map<String, Long> lengths = new LinkedHashMap<>();
        MemberCounts.of(keys, line)
                .forEach((channel, jobs) -> lengths.put(channel.name().toLowerCase(Locale.ROOT), jobs));
        return lengths;
    }

    @Override
    public List<Job> peek(JobState state, int max) {
        List<Reply> members = new ArrayList<>();
        switch (state) {
            case READY -> {
                members.addAll(next(keys.claimed(), max));
                members.addAll(next(keys.waiting(), max));
            }
            case DELAYED -> members.addAll(first(keys.delayed(), max));
            case RESERVED -> members.addAll(first(keys.reserved(), max));
            case DEAD -> {
                members.addAll(next(keys.failed(), max));
                members.addAll(next(keys.timeout(), max));
            }
        }
        return members.stream().limit(max).map(member -> shown(member.bytes())).toList();
    }

    @Override
    public long redrive(long max) {
        long failed = reload(keys.failed(), max);
        return failed + reload(keys.timeout(), max - failed);
    }

    @Override
    public long purge(JobState state, long max) {
        return switch (state) {
            case READY -> {
                long claimed = popped(keys.claimed(), max);
                yield claimed + popped(keys.waiting(), max - claimed);
            }
            case DELAYED ->
                Script.inParts(
                        max,
                        most -> line.call(new CommandArguments(Command.ZPOPMIN)
                                                .add(keys.delayed())
                                                .add(most))
                                        .list()
                                        .size()
                                / 2); // each with its score
            case DEAD -> {
                long failed = popped(keys.failed(), max);
                yield failed + popped(keys.timeout(), max - failed);
            }
            case RESERVED -> throw new IllegalArgumentException("reserved jobs belong to their holders");
        };
    }

    @Override
    public void close() {
        line.close();
        openings.remove(this);
    }

    private long reload(String from, long max) {
        return Script.inParts(
                max,
                most -> Script.RELOAD
                        .run(line, List.of(from, keys.waiting()), List.of(Script.number(most)))
                        .integer());
    }

    private long popped(String list, long max) {
        return Script.inParts(
                max,
                most -> line.call(new CommandArguments(Command.RPOP).add(list).add(most))
                        .list()
                        .size());
    }

    /** The right end of a list, as it would be taken. */
    private List<Reply> next(String list, int max) {
        List<Reply> members = new ArrayList<>(line.call(
                        new CommandArguments(Command.LRANGE).add(list).add(-max).add(-1))
                .list());
        Collections.reverse(members);
        return members;
    }

    private List<Reply> first(String zset, int max) {
        return line.call(new CommandArguments(Command.ZRANGE).add(zset).add(0).add(max - 1))
                .list();
    }

    private Job shown(byte[] member) {
        try {
            return envelope.read(member).shown(keys.queue());
        } catch (MalformedEnvelopeException e) {
            return e.shown(keys.queue(), member);
        }
    }
}
