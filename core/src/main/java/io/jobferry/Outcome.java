package io.jobferry;

import java.time.Duration;
import java.util.Objects;

/**
 * What is to become of a reserved job.
 *
 * @param kind the verb
 * @param delay for {@link Kind#RETRY}: how long until it can be reserved again; zero otherwise
 * @param reason for {@link Kind#DEAD}: why, kept where the server has a place for it; empty otherwise
 */
public record Outcome(Kind kind, Duration delay, String reason) {
    /** The four verbs that every backend has. */
    public enum Kind {
        /** The work is done: the server forgets the job. */
        DONE,
        /** The work failed: again, after a delay; an attempt is used. */
        RETRY,
        /** The work failed for good: to the dead (buried, dead queue, failed list), from where it can be redriven. */
        DEAD,
        /** The work was not begun: the job goes back, and no attempt is used where the server can do so. */
        RETURN
    }

    private static final Outcome DONE = new Outcome(Kind.DONE, Duration.ZERO, "");
    private static final Outcome RETURN = new Outcome(Kind.RETURN, Duration.ZERO, "");

    public Outcome {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(reason, "reason");
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay is negative: " + delay);
        }
    }

    /** The work is done. */
    public static Outcome done() {
        return DONE;
    }

    /** Again after this delay, rounded up where the server counts whole seconds. */
    public static Outcome retry(Duration delay) {
        return new Outcome(Kind.RETRY, delay, "");
    }

    /** To the dead. */
    public static Outcome dead(String reason) {
        return new Outcome(Kind.DEAD, Duration.ZERO, reason);
    }

    /** Back to its queue, not begun. */
    public static Outcome giveBack() {
        return RETURN;
    }
}
