package io.jobferry.redisqueue;

import java.util.List;

/**
 * core-queue's keys of one queue, and one of our own, all in one Cluster slot. A member is a whole job, envelope and all.
 *
 * <pre>
 * {app:env:mail}:waiting    list  ready jobs: pushed on the left, popped on the right
 * {app:env:mail}:claimed    list  those that the doorbell moved and nobody reserved yet; core-queue does not know it
 * {app:env:mail}:delayed    zset  by due time
 * {app:env:mail}:reserved   zset  by the end of their leases
 * {app:env:mail}:failed     list  dead jobs
 * {app:env:mail}:timeout    list  jobs whose lease ended
 * </pre>
 *
 * Times are Unix seconds with six decimals, on the server's clock.
 */
record MemberKeys(
        String queue, String waiting, String claimed, String delayed, String reserved, String failed, String timeout) {
    /**
     * The keys of this queue in this layout: {@code {prefix:queue}:waiting}, {@code {queue}:waiting} if the prefix is
     * empty, unless the layout has others for it.
     */
    static MemberKeys of(RedisLayout layout, String queue) {
        if (queue.isEmpty()) {
            throw new IllegalArgumentException("queue has no name");
        }
        String keyPrefix = layout.keyPrefix();
        String prefix = "{" + (keyPrefix.isEmpty() ? queue : keyPrefix + ":" + queue) + "}:";
        RedisChannels own = layout.channels().get(queue);
        RedisChannels channels = own != null
                ? own
                : new RedisChannels(
                        prefix + "delayed",
                        prefix + "failed",
                        prefix + "reserved",
                        prefix + "waiting",
                        prefix + "timeout");
        return new MemberKeys(
                queue,
                channels.waiting(),
                own != null ? own.claimed() : prefix + "claimed",
                channels.delayed(),
                channels.reserved(),
                channels.failed(),
                channels.timeout());
    }

    /** The keys of one channel. */
    List<String> of(RedisChannel channel) {
        return switch (channel) {
            case WAITING -> List.of(waiting, claimed);
            case DELAYED -> List.of(delayed);
            case RESERVED -> List.of(reserved);
            case FAILED -> List.of(failed);
            case TIMEOUT -> List.of(timeout);
        };
    }
}
