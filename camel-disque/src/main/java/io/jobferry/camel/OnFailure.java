package io.jobferry.camel;

import io.jobferry.consume.Backoff;
import io.jobferry.consume.FailurePolicy;

/** What becomes of a job whose exchange failed. */
public enum OnFailure {
    /** Tried again with backoff; dead after the last attempt. */
    retry,
    /** To the dead at the first failure. */
    dead,
    /** Acknowledged as if it had gone well. */
    discard;

    FailurePolicy policy(int maxAttempts, Backoff backoff) {
        return switch (this) {
            case retry -> FailurePolicy.retry(maxAttempts, backoff);
            case dead -> FailurePolicy.dead();
            case discard -> FailurePolicy.discard();
        };
    }
}
