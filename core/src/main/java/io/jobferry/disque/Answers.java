package io.jobferry.disque;

import io.jobferry.PutResult;
import io.jobferry.QueueException;
import io.jobferry.QueueException.Kind;
import io.jobferry.Settled;
import io.jobferry.jedis.Reply;
import io.jobferry.jedis.RespError;

/** What the server's replies mean. */
final class Answers {
    /** The error of a node that leaves the cluster, to who waits there. */
    static final String LEAVING = "LEAVING";

    /** The error of a node that still reads its file. */
    static final String LOADING = "LOADING";

    private Answers() {}

    /** ACKJOB and FASTACK: 0 is accepted, too: a node without a copy says so and still tells the others. */
    static Settled toAck(Reply reply) {
        return reply.error() == null ? Settled.APPLIED : toError(reply.error());
    }

    /** NACK and ENQUEUE of one id: 0 if the job is queued already, or gone, or not this node's. */
    static Settled toQueueing(Reply reply) {
        if (reply.error() != null) {
            return toError(reply.error());
        }
        return reply.integer() == 1 ? Settled.APPLIED : Settled.LEASE_LOST;
    }

    static Settled toError(QueueException error) {
        if (error.kind() == Kind.CLOSED) {
            return Settled.LEASE_LOST; // the close gave everything back
        }
        return error instanceof RespError ? Settled.REFUSED : Settled.UNKNOWN;
    }

    static boolean isNo(Reply reply, String code) {
        return reply.error() instanceof RespError no && no.code().equals(code);
    }

    /** ADDJOB. */
    static PutResult toPut(Reply reply) {
        if (reply.error() instanceof RespError no) {
            return isMadeMaybe(no) ? PutResult.unknown(no.words()) : PutResult.refused(no.words());
        }
        if (reply.error() != null) {
            return PutResult.unknown(String.valueOf(reply.error().getMessage()));
        }
        // The module writes NOREPL as nil.
        return reply.isNil() ? PutResult.unknown("NOREPL") : PutResult.put(reply.text());
    }

    /**
     * NOREPL before a job is made says that there are not enough nodes. Any other comes when the time is up, LEAVING when
     * the node left while the put waited for replicas: then some node may have the job and deliver it.
     */
    private static boolean isMadeMaybe(RespError no) {
        return no.code().equals(LEAVING)
                || (no.code().equals("NOREPL") && !no.words().contains("Not enough reachable nodes"));
    }

    /** Whether another node may take a job that this one refused: it has not the memory, or not the company. */
    static boolean isFull(PutResult result) {
        return result.kind() == PutResult.Kind.REFUSED
                && (result.reason().startsWith("OOM") || result.reason().startsWith("NOREPL"));
    }
}
