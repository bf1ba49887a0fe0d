package io.jobferry.connect;

import io.jobferry.Outcome;
import java.time.Duration;
import java.util.Optional;

/**
 * What becomes of the job of a record that the worker did not write to Kafka, because a transformation dropped it or
 * because it failed under {@code errors.tolerance=all}: the values of {@code skipped.records}.
 */
enum SkippedRecords {
    ACK,
    RELEASE,
    DEAD,
    FAIL;

    /** Not at once: a record that is always dropped would keep everyone busy. */
    private static final Duration RELEASE_DELAY = Duration.ofSeconds(1);

    /** How the job is settled; empty where the task is to fail, and gives the job back when it stops. */
    Optional<Outcome> outcome() {
        return switch (this) {
            case ACK -> Optional.of(Outcome.done());
            case RELEASE -> Optional.of(Outcome.retry(RELEASE_DELAY));
            case DEAD -> Optional.of(Outcome.dead("not written to Kafka: dropped by a transformation, or failed"));
            case FAIL -> Optional.empty();
        };
    }
}
