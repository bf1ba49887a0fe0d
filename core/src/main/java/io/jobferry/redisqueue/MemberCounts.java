package io.jobferry.redisqueue;

import io.jobferry.jedis.Reply;
import io.jobferry.jedis.RespLine;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** How many jobs core-queue's channels hold. */
final class MemberCounts {
    private MemberCounts() {}

    /** One look at all channels, in one round trip; what the doorbell moved counts as waiting. */
    static Map<RedisChannel, Long> of(MemberKeys keys, RespLine line) {
        List<RedisChannel> asked = new ArrayList<>();
        List<CommandArguments> commands = new ArrayList<>();
        for (RedisChannel channel : RedisChannel.values()) {
            for (String name : keys.of(channel)) {
                asked.add(channel);
                commands.add(new CommandArguments(length(channel)).add(name));
            }
        }
        List<Reply> lengths = line.call(commands);
        Map<RedisChannel, Long> counts = new EnumMap<>(RedisChannel.class);
        for (int i = 0; i < asked.size(); i++) {
            counts.merge(asked.get(i), lengths.get(i).integer(), Long::sum);
        }
        return counts;
    }

    private static Command length(RedisChannel channel) {
        return switch (channel) {
            case WAITING, FAILED, TIMEOUT -> Command.LLEN;
            case DELAYED, RESERVED -> Command.ZCARD;
        };
    }
}
