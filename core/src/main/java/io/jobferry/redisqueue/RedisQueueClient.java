package io.jobferry.redisqueue;

import io.jobferry.jedis.Openings;
import io.jobferry.jedis.RespLine;
import io.jobferry.jedis.Whereabouts;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * What core-queue does with one queue's channels, under its own names. For jobs with an envelope. Any thread; a server
 * that cannot be reached, or says no, is a {@link io.jobferry.QueueException}.
 */
public final class RedisQueueClient implements AutoCloseable {
    private final MemberKeys keys;
    private final RespLine line;
    private final Openings openings;
    private final Openings.Opening opening = this::close;

    RedisQueueClient(MemberKeys keys, Whereabouts where, Openings openings) {
        this.keys = keys;
        this.line = new RespLine(where);
        this.openings = openings;
        openings.add(opening);
    }

    /**
     * Moves the jobs of a channel back to waiting, the oldest first; returns how many. Their attempts stay counted: one
     * that used them up gets one more.
     *
     * @throws IllegalArgumentException for another channel than FAILED and TIMEOUT
     */
    public long reload(RedisChannel channel) {
        String from = switch (channel) {
            case FAILED -> keys.failed();
            case TIMEOUT -> keys.timeout();
            case WAITING, DELAYED, RESERVED ->
                throw new IllegalArgumentException("channel is not one of FAILED, TIMEOUT: " + channel);
        };
        return Script.inParts(
                line.call(new CommandArguments(Command.LLEN).add(from)).integer(),
                most -> Script.RELOAD
                        .run(line, List.of(from, keys.waiting()), List.of(Script.number(most)))
                        .integer());
    }

    /** Deletes a channel and all jobs in it, also those that somebody works on; no other key is touched. */
    public void flush(RedisChannel channel) {
        CommandArguments unlink = new CommandArguments(Command.UNLINK);
        keys.of(channel).forEach(unlink::add);
        line.call(unlink).integer();
    }

    /** How many jobs each channel has. */
    public Map<RedisChannel, Long> info() {
        return MemberCounts.of(keys, line);
    }

    @Override
    public void close() {
        line.close();
        openings.remove(opening);
    }
}
