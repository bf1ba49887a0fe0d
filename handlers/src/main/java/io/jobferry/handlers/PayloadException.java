package io.jobferry.handlers;

import io.jobferry.consume.FailurePolicy;
import org.jspecify.annotations.Nullable;

/** A body is not what its reader was told it is. Its bytes are not repeated: they may be secret. */
public final class PayloadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PayloadException(String message) {
        this(message, null);
    }

    public PayloadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** A policy by which what cannot be read is dead at once: no later attempt would read it either. */
    static FailurePolicy deadOr(FailurePolicy otherwise) {
        return (job, attempt, error) ->
                (error instanceof PayloadException ? FailurePolicy.dead() : otherwise).decide(job, attempt, error);
    }
}
