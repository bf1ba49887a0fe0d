package io.jobferry.redisqueue;

import io.jobferry.JobSink;
import io.jobferry.NewJob;
import io.jobferry.PutResult;
import io.jobferry.jedis.Openings;
import io.jobferry.jedis.Reply;
import io.jobferry.jedis.RespError;
import io.jobferry.jedis.RespPool;
import io.jobferry.jedis.Whereabouts;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** Puts jobs on one list: plain ones by a push, which gives no id; delayed ones by id, beside the list. */
final class RedisSink implements JobSink, Openings.Opening {
    private final RedisKeys keys;
    private final Command push;
    private final RespPool lines;
    private final Openings openings;

    RedisSink(RedisKeys keys, PopFrom popFrom, Whereabouts where, Openings openings) {
        this.keys = keys;
        this.push = popFrom == PopFrom.LEFT ? Command.RPUSH : Command.LPUSH;
        this.lines = new RespPool(where);
        this.openings = openings;
        openings.add(this);
    }

    @Override
    public List<PutResult> put(List<NewJob> jobs) {
        List<Integer> plain = new ArrayList<>();
        List<Integer> delayed = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            (delayMicros(jobs.get(i)) == 0 ? plain : delayed).add(i);
        }
        List<Part> parts = new ArrayList<>();
        Script.parts(plain).forEach(indexes -> parts.add(new Part(indexes, push(indexes, jobs))));
        Script.parts(delayed).forEach(indexes -> parts.add(new Part(indexes, putDelayed(indexes, jobs))));

        List<Reply> replies = lines.call(parts.stream().map(Part::command).toList());
        PutResult[] results = new PutResult[jobs.size()];
        for (int i = 0; i < replies.size(); i++) {
            parts.get(i).tell(replies.get(i), results);
        }
        return List.of(results);
    }

    @Override
    public void close() {
        lines.close();
        openings.remove(this);
    }

    private CommandArguments push(List<Integer> indexes, List<NewJob> jobs) {
        CommandArguments pushed = new CommandArguments(push).add(keys.waiting());
        indexes.forEach(index -> pushed.add(jobs.get(index).body().bytes()));
        return pushed;
    }

    private CommandArguments putDelayed(List<Integer> indexes, List<NewJob> jobs) {
        List<byte[]> arguments = new ArrayList<>(2 * indexes.size());
        for (int index : indexes) {
            arguments.add(Script.number(delayMicros(jobs.get(index))));
            arguments.add(jobs.get(index).body().bytes());
        }
        return Script.PUT_DELAYED.inFull(List.of(keys.delayed(), keys.bodies(), keys.stamps()), arguments);
    }

    private static long delayMicros(NewJob job) {
        RedisPut options = RedisPut.of(job.options());
        if (options.equals(RedisPut.DEFAULT)) {
            return 0; // as most are: the least for each
        }
        if (!options.equals(RedisPut.DEFAULT.withDelay(options.delay()))) {
            throw new IllegalArgumentException("raw jobs have a delay and nothing else: " + options);
        }
        return Script.micros(options.delay());
    }

    /** The jobs of one command. */
    private record Part(List<Integer> indexes, CommandArguments command) {
        void tell(Reply reply, PutResult[] results) {
            for (int i = 0; i < indexes.size(); i++) {
                results[indexes.get(i)] = result(reply, i);
            }
        }

        private PutResult result(Reply reply, int place) {
            if (reply.error() instanceof RespError no) {
                return PutResult.refused(no.words());
            }
            if (reply.error() != null) {
                return PutResult.unknown(String.valueOf(reply.error().getMessage()));
            }
            boolean pushed = command.getCommand() != Command.EVAL;
            return PutResult.put(pushed ? "" : reply.list().get(place).text());
        }
    }
}
