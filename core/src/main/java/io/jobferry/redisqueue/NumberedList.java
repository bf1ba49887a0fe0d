package io.jobferry.redisqueue;

import io.jobferry.Body;
import io.jobferry.QueueException;
import io.jobferry.jedis.Openings;
import io.jobferry.jedis.Reply;
import io.jobferry.jedis.RespLine;
import io.jobferry.jedis.Whereabouts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * A plain list into which each job of a numbered sequence is put once, however often and by however many it is tried: the
 * number of the last one is kept beside the list and changes with it, in one script. There may be many sequences, each
 * with numbers that grow. Any thread.
 *
 * <p>What a failover loses, or a restart without {@code appendfsync always}, it loses of both alike.
 */
public final class NumberedList implements AutoCloseable, Openings.Opening {
    private final RedisKeys keys;
    private final Command push;
    private final RespLine line;
    private final Openings openings;

    NumberedList(RedisKeys keys, PopFrom popFrom, Whereabouts where, Openings openings) {
        this.keys = keys;
        this.push = popFrom == PopFrom.LEFT ? Command.RPUSH : Command.LPUSH;
        this.line = new RespLine(where);
        this.openings = openings;
        openings.add(this);
    }

    /**
     * Where a sequence stands.
     *
     * @param number of the last job that was put; -1 before the first
     * @param stamp what else is known of that job
     */
    public record Mark(long number, long stamp) {
        /** Nothing was put. */
        public static final Mark NONE = new Mark(-1, -1);

        private String text() {
            return number + " " + stamp;
        }

        private static Mark of(String text, String place) {
            String[] parts = text.split(" ", -1);
            try {
                return new Mark(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new QueueException(
                        QueueException.Kind.PROTOCOL, "mark is not two numbers: \"" + text + "\" (" + place + ")", e);
            }
        }
    }

    /** A job and its place in a sequence. */
    public record Numbered(long number, long stamp, Body body) {}

    /**
     * Where the sequence stands.
     *
     * @throws QueueException if the server cannot be reached or broke off
     */
    public Mark mark(String sequence) {
        Reply reply =
                line.call(new CommandArguments(Command.HGET).add(keys.numbers()).add(sequence));
        return reply.isNil() ? Mark.NONE : Mark.of(reply.text(), keys.numbers());
    }

    /**
     * Lets the sequence go on behind this mark, whatever was put.
     *
     * @throws QueueException if the server cannot be reached or broke off
     */
    public void set(String sequence, Mark mark) {
        line.call(new CommandArguments(Command.HSET)
                        .add(keys.numbers())
                        .add(sequence)
                        .add(mark.text()))
                .integer();
    }

    /**
     * Puts those of these jobs, which are in order, that come after the last one put; returns where the sequence stands
     * then. Where that is before {@code reached}, the server has forgotten something, and nothing was put.
     *
     * @throws QueueException if the server cannot be reached or broke off: then all may be put, or none
     */
    public Mark put(String sequence, long reached, List<Numbered> jobs) {
        List<Numbered> next = jobs.stream().filter(job -> job.number > reached).toList();
        if (next.isEmpty()) {
            return mark(sequence);
        }
        Mark stands = putBehind(reached, sequence, next);
        // Further than we knew: an earlier try was not answered, or another put some.
        boolean someAreLeft = stands.number > reached && stands.number < next.get(next.size() - 1).number;
        return someAreLeft ? put(sequence, stands.number, next) : stands;
    }

    /** Puts all of these jobs if the sequence stands just there, else nothing; returns where it stands then. */
    private Mark putBehind(long before, String sequence, List<Numbered> jobs) {
        Numbered last = jobs.get(jobs.size() - 1);
        List<byte[]> arguments = new ArrayList<>(4 + jobs.size());
        arguments.add(push.name().getBytes(StandardCharsets.US_ASCII));
        arguments.add(sequence.getBytes(StandardCharsets.UTF_8));
        arguments.add(Script.number(before));
        arguments.add(new Mark(last.number, last.stamp).text().getBytes(StandardCharsets.US_ASCII));
        jobs.forEach(job -> arguments.add(job.body.bytes()));
        Reply reply = Script.PUT_NUMBERED.run(line, List.of(keys.waiting(), keys.numbers()), arguments);
        return Mark.of(reply.text(), keys.numbers());
    }

    @Override
    public void close() {
        line.close();
        openings.remove(this);
    }
}
