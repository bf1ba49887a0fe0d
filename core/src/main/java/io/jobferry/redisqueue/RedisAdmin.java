package io.jobferry.redisqueue;

import io.jobferry.Body;
import io.jobferry.Job;
import io.jobferry.JobState;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueStats;
import io.jobferry.jedis.Openings;
import io.jobferry.jedis.Reply;
import io.jobferry.jedis.RespLine;
import io.jobferry.jedis.Whereabouts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** A look at one list and the keys beside it. Jobs that lie on the list itself have no id yet: theirs is empty. */
final class RedisAdmin implements QueueAdmin, Openings.Opening {
    private final RedisKeys keys;
    private final PopFrom popFrom;
    private final RespLine line;
    private final Openings openings;

    RedisAdmin(RedisKeys keys, PopFrom popFrom, Whereabouts where, Openings openings) {
        this.keys = keys;
        this.popFrom = popFrom;
        this.line = new RespLine(where);
        this.openings = openings;
        openings.add(this);
    }

    @Override
    public QueueStats stats() {
        List<Reply> counts = line.call(List.of(
                new CommandArguments(Command.LLEN).add(keys.waiting()),
                new CommandArguments(Command.LLEN).add(keys.claimed()),
                new CommandArguments(Command.LLEN).add(keys.again()),
                new CommandArguments(Command.ZCARD).add(keys.delayed()),
                new CommandArguments(Command.ZCARD).add(keys.reserved()),
                new CommandArguments(Command.LLEN).add(keys.failed()),
                new CommandArguments(Command.HVALS).add(keys.live())));
        long ready = counts.get(0).integer()
                + counts.get(1).integer()
                + counts.get(2).integer();
        return new QueueStats(
                OptionalLong.of(ready),
                OptionalLong.of(counts.get(3).integer()),
                OptionalLong.of(counts.get(4).integer() + live(counts.get(6).list())),
                OptionalLong.of(counts.get(5).integer()));
    }

    /** How many jobs batches hold, of their masks. */
    private static long live(List<Reply> masks) {
        return masks.stream()
                .flatMapToInt(mask -> mask.text().chars())
                .filter(each -> each == '1')
                .count();
    }

    @Override
    public List<Job> peek(JobState state, int max) {
        List<Job> jobs = new ArrayList<>();
        switch (state) {
            case READY -> {
                bodies(keys.claimed(), max).forEach(body -> jobs.add(job("", 0, body)));
                jobs.addAll(byId(ids(keys.again(), max)));
                next(max).forEach(body -> jobs.add(job("", 0, body)));
            }
            case DELAYED -> jobs.addAll(byId(members(keys.delayed(), max)));
            case RESERVED -> jobs.addAll(reserved(max));
            case DEAD -> jobs.addAll(byId(ids(keys.failed(), max)));
        }
        return List.copyOf(jobs.subList(0, Math.min(max, jobs.size())));
    }

    @Override
    public long redrive(long max) {
        return Script.inParts(
                max,
                most -> Script.REDRIVE
                        .run(line, List.of(keys.failed(), keys.again(), keys.failures()), List.of(Script.number(most)))
                        .integer());
    }

    @Override
    public long purge(JobState state, long max) {
        return switch (state) {
            case READY -> {
                long purged = Script.inParts(max, most -> popped(PopFrom.RIGHT, keys.claimed(), most));
                purged += Script.inParts(max - purged, most -> purged(keys.again(), most));
                yield purged + Script.inParts(max - purged, most -> popped(popFrom, keys.waiting(), most));
            }
            case DELAYED -> Script.inParts(max, most -> purged(keys.delayed(), most));
            case DEAD -> Script.inParts(max, most -> purged(keys.failed(), most));
            case RESERVED -> throw new IllegalArgumentException("reserved jobs belong to their holders");
        };
    }

    @Override
    public void close() {
        line.close();
        openings.remove(this);
    }

    private long popped(PopFrom end, String list, long most) {
        Command pop = end == PopFrom.LEFT ? Command.LPOP : Command.RPOP;
        return line.call(new CommandArguments(pop).add(list).add(most)).list().size();
    }

    private long purged(String ids, long most) {
        return Script.PURGE
                .run(line, List.of(ids, keys.bodies(), keys.failures()), List.of(Script.number(most)))
                .integer();
    }

    /** What of the list itself would be taken next. */
    private List<byte[]> next(int max) {
        if (popFrom == PopFrom.RIGHT) {
            return bodies(keys.waiting(), max);
        }
        CommandArguments first =
                new CommandArguments(Command.LRANGE).add(keys.waiting()).add(0).add(max - 1);
        return line.call(first).list().stream().map(Reply::bytes).toList();
    }

    /** The right end of a list, where the next one is taken, as it would be taken. */
    private List<byte[]> bodies(String list, int max) {
        List<byte[]> bodies = new ArrayList<>();
        line.call(new CommandArguments(Command.LRANGE).add(list).add(-max).add(-1))
                .list()
                .forEach(body -> bodies.add(body.bytes()));
        Collections.reverse(bodies);
        return bodies;
    }

    private List<String> ids(String list, int max) {
        return bodies(list, max).stream().map(RedisAdmin::text).toList();
    }

    /** The first of a sorted set. */
    private List<String> members(String zset, int max) {
        return line.call(new CommandArguments(Command.ZRANGE).add(zset).add(0).add(max - 1)).list().stream()
                .map(Reply::text)
                .toList();
    }

    private List<Job> reserved(int max) {
        return Script.PEEK_RESERVED.run(line, keys.all(), List.of(Script.number(max))).list().stream()
                .map(job -> job(
                        job.at(0).text(), (int) job.at(1).integer(), job.at(2).bytes()))
                .toList();
    }

    private List<Job> byId(List<String> ids) {
        List<CommandArguments> commands = new ArrayList<>();
        for (String id : ids) {
            commands.add(new CommandArguments(Command.HGET).add(keys.bodies()).add(id));
            commands.add(new CommandArguments(Command.HGET).add(keys.failures()).add(id));
        }
        List<Reply> replies = line.call(commands);
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Reply body = replies.get(2 * i);
            Reply failures = replies.get(2 * i + 1);
            if (!body.isNil()) { // settled since we read its id
                int failed = failures.isNil() ? 0 : Integer.parseInt(failures.text());
                jobs.add(job(ids.get(i), failed, body.bytes()));
            }
        }
        return jobs;
    }

    private Job job(String id, int failures, byte[] body) {
        return new Job(keys.queue(), id, id, Body.of(body), OptionalInt.of(failures + 1), Map.of());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
