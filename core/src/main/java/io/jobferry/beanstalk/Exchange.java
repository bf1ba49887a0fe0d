package io.jobferry.beanstalk;

import io.jobferry.QueueException;
import io.jobferry.Settled;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch of commands: a connection that broke on the way is part of it, because what was answered
 * before counts.
 *
 * @param replies reply i is to command i; as many as were answered
 * @param sent how many commands were given to the network; those without a reply may have been done or not
 * @param broken why the rest was not answered; null if all were
 */
record Exchange(List<Reply> replies, int sent, @Nullable QueueException broken) {
    int answered() {
        return replies.size();
    }

    /** What command i, which settles or extends, came to. */
    Settled settled(int i) {
        if (i >= answered()) {
            // What was not sent ended with its connection.
            return i < sent ? Settled.UNKNOWN : Settled.LEASE_LOST;
        }
        return switch (replies.get(i).word()) {
            // BURIED answers a bury, or a release for which the server had no memory: it holds the job either way.
            case DELETED, RELEASED, BURIED, TOUCHED -> Settled.APPLIED;
            case NOT_FOUND -> Settled.LEASE_LOST;
            default -> Settled.REFUSED;
        };
    }

    /** All replies. */
    List<Reply> orThrow() {
        if (broken != null) {
            throw broken;
        }
        return replies;
    }

    /** The same without the first command. */
    Exchange withoutFirst() {
        return new Exchange(
                replies.isEmpty() ? replies : replies.subList(1, replies.size()), Math.max(0, sent - 1), broken);
    }
}
