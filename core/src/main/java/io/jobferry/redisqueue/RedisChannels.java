package io.jobferry.redisqueue;

import java.util.HashSet;
import java.util.List;

/**
 * The five keys of a queue under any names, as core-queue's ChannelConfig gives them. In a cluster they must lie in one
 * slot. A sixth, of our own, is called after {@code waiting} with {@code :claimed} behind.
 *
 * @param delayed jobs that wait for their time, a sorted set
 * @param failed dead jobs, a list
 * @param reserved jobs that somebody works on, a sorted set
 * @param waiting ready jobs, a list
 * @param timeout jobs whose lease ended, a list
 */
public record RedisChannels(String delayed, String failed, String reserved, String waiting, String timeout) {
    public RedisChannels {
        List<String> keys = List.of(delayed, failed, reserved, waiting, timeout, claimed(waiting));
        if (keys.contains("") || new HashSet<>(keys).size() < keys.size()) {
            throw new IllegalArgumentException("channels are not five keys, none of which is " + claimed(waiting) + ": "
                    + keys.subList(0, keys.size() - 1));
        }
    }

    String claimed() {
        return claimed(waiting);
    }

    private static String claimed(String waiting) {
        return waiting + ":claimed";
    }
}
