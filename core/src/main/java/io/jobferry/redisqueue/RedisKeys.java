package io.jobferry.redisqueue;

import java.util.List;

/**
 * The keys of one queue, all in one Cluster slot.
 *
 * <pre>
 * mail                      list  bodies, as every program pushes and pops them
 * {mail}:jobferry:claimed   list  bodies that the doorbell moved and nobody reserved yet
 * {mail}:jobferry:again     list  ids, ready, of jobs that failed or were delayed
 * {mail}:jobferry:delayed   zset  ids by due time
 * {mail}:jobferry:reserved  zset  reservations ("id", later "id/stamp") by the end of their leases
 * {mail}:jobferry:batches   zset  stamps of batches, reserved together, by the end of their leases
 * {mail}:jobferry:live      hash  stamp of a batch to its mask, a 1 for each job that it still holds: "0110…01"
 * {mail}:jobferry:packed    hash  stamp of a batch to the bodies of all its jobs, a MessagePack array
 * {mail}:jobferry:failed    list  ids of dead jobs
 * {mail}:jobferry:bodies    hash  id to body, for every job that has an id and is in no batch
 * {mail}:jobferry:failures  hash  id to number of failures, where it is not 0
 * {mail}:jobferry:stamps    the last stamp given out
 * {mail}:jobferry:numbers   hash  sequence to number and stamp of the last job that was put of it
 * </pre>
 *
 * What one call takes from the list is a batch; the ids of its jobs are its stamp and three digits. A job leaves it, and has
 * a body of its own, when it fails, goes back, is extended without the others, or its lease ends.
 *
 * <p>Times are microseconds since 1970 on the server's clock. Lists are pushed on the left and popped on the right. The name
 * {@code jobferry} keeps them apart from keys that other programs put beside a list: Laravel has {@code
 * queues:{mail}:delayed}, core-queue {@code {mail}:delayed}, and jobs of theirs are no ids of ours.
 */
record RedisKeys(
        String queue,
        String waiting,
        String claimed,
        String again,
        String delayed,
        String reserved,
        String failed,
        String bodies,
        String failures,
        String stamps,
        String batches,
        String live,
        String packed,
        String numbers) {
    /** The keys of this queue, whose list is called {@code prefix:queue}; {@code queue} if the prefix is empty. */
    static RedisKeys of(String keyPrefix, String queue) {
        if (queue.isEmpty()) {
            throw new IllegalArgumentException("queue has no name");
        }
        String list = keyPrefix.isEmpty() ? queue : keyPrefix + ":" + queue;
        // A list with a hash tag of its own ({app}:mail) keeps it: else its keys would lie in two slots.
        int brace = list.indexOf('{');
        boolean tagged = brace >= 0 && list.indexOf('}', brace) > brace + 1;
        String prefix = (tagged ? list : "{" + list + "}") + ":jobferry:";
        return new RedisKeys(
                queue,
                list,
                prefix + "claimed",
                prefix + "again",
                prefix + "delayed",
                prefix + "reserved",
                prefix + "failed",
                prefix + "bodies",
                prefix + "failures",
                prefix + "stamps",
                prefix + "batches",
                prefix + "live",
                prefix + "packed",
                prefix + "numbers");
    }

    /** All keys of reserving and settling, in the order that list.lua numbers them. */
    List<String> all() {
        return List.of(
                waiting, claimed, again, delayed, reserved, failed, bodies, failures, stamps, batches, live, packed);
    }
}
