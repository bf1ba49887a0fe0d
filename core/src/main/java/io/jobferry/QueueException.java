package io.jobferry;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A queue server could not be reached, broke off, or answered with something else than it should. */
public class QueueException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What went wrong, as far as it matters to what comes next. */
    public enum Kind {
        /** No connection could be made: nothing was sent. */
        UNREACHABLE,
        /** The connection broke or timed out: what was sent may have been done or not. */
        BROKEN,
        /** The server said something that its protocol does not have here; the connection is given up. */
        PROTOCOL,
        /** The server said no; the connection is still good. */
        REFUSED,
        /** Our side was closed. */
        CLOSED
    }

    private final Kind kind;

    public QueueException(Kind kind, String message) {
        this(kind, message, null);
    }

    public QueueException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    public Kind kind() {
        return kind;
    }
}
