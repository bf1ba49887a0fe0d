package io.jobferry;

import java.time.Duration;
import java.util.Objects;

/** A job to be put: its body and how. */
public record NewJob(Body body, PutOptions options) {
    public NewJob {
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(options, "options");
    }

    /** A job with the backend's defaults. */
    public static NewJob of(Body body) {
        return new NewJob(body, PutOptions.none());
    }

    /** A job with the backend's defaults and this text, in UTF-8, as its body. */
    public static NewJob of(String text) {
        return of(Body.utf8(text));
    }

    /** The same job, to be reserved only after this delay. */
    public NewJob delayed(Duration delay) {
        return new NewJob(body, PutOptions.delayed(delay));
    }
}
