package io.jobferry;

import org.jspecify.annotations.Nullable;

/**
 * What became of one put.
 *
 * @param kind what the server said, or that it did not
 * @param id the new job's id; null unless the server holds the job; empty where jobs get their ids when they are
 *     reserved (plain Redis lists)
 * @param reason the server's or the driver's words, empty for {@link Kind#PUT}
 */
public record PutResult(Kind kind, @Nullable String id, String reason) {
    /** The five ends of a put. */
    public enum Kind {
        /** The server holds the job. */
        PUT,
        /** The server holds the job, but among the dead: it was out of memory for its queue. Not to be put again. */
        BURIED,
        /** The server does not hold the job. */
        REFUSED,
        /** The server does not hold the job, and never will: it is larger than the server takes. */
        TOO_BIG,
        /** The connection broke before the answer: the server may hold the job or not. */
        UNKNOWN
    }

    public static PutResult put(String id) {
        return new PutResult(Kind.PUT, id, "");
    }

    public static PutResult buried(String id) {
        return new PutResult(Kind.BURIED, id, "BURIED");
    }

    public static PutResult refused(String reason) {
        return new PutResult(Kind.REFUSED, null, reason);
    }

    public static PutResult tooBig(String reason) {
        return new PutResult(Kind.TOO_BIG, null, reason);
    }

    public static PutResult unknown(String reason) {
        return new PutResult(Kind.UNKNOWN, null, reason);
    }
}
