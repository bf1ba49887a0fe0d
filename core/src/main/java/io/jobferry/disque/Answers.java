package io.jobferry.disque;

import io.jobferry.QueueException;
import io.jobferry.QueueException.Kind;
import io.jobferry.Settled;
import io.jobferry.jedis.Reply;
import io.jobferry.jedis.RespError;
import io.jobferry.jedis.RespLine;
import java.util.Collections;
import java.util.List;
import redis.clients.jedis.CommandArguments;

/** What the server's replies to settling commands mean. */
final class Answers {
    private Answers() {}

    /** As {@link RespLine#call}, but a server that cannot be reached is an error in every reply, too. */
    static List<Reply> callAll(RespLine line, List<CommandArguments> commands) {
        try {
            return line.call(commands);
        } catch (QueueException e) {
            return Collections.nCopies(commands.size(), Reply.failed(e, line.name()));
        }
    }

    /** ACKJOB: 0 is accepted, too: a node without a copy says so and still tells the others. */
    static Settled toAck(Reply reply) {
        return reply.error() == null ? Settled.APPLIED : toError(reply.error());
    }

    /** NACK and ENQUEUE of one id: 0 if the job is queued already, or gone. */
    static Settled toQueueing(Reply reply) {
        if (reply.error() != null) {
            return toError(reply.error());
        }
        return reply.integer() == 1 ? Settled.APPLIED : Settled.LEASE_LOST;
    }

    /** WORKING: NOJOB where the node does not know the job, TOOLATE where half of its life is over. */
    static Settled toWorking(Reply reply) {
        if (isNo(reply, "NOJOB")) {
            return Settled.LEASE_LOST;
        }
        return reply.error() == null ? Settled.APPLIED : toError(reply.error());
    }

    static boolean isNo(Reply reply, String code) {
        return reply.error() instanceof RespError no && no.code().equals(code);
    }

    private static Settled toError(QueueException error) {
        if (error.kind() == Kind.CLOSED) {
            return Settled.LEASE_LOST; // the close gave everything back
        }
        return error instanceof RespError ? Settled.REFUSED : Settled.UNKNOWN;
    }
}
