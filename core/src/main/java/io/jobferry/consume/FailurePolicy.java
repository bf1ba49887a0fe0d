package io.jobferry.consume;

import io.jobferry.Job;
import io.jobferry.Outcome;

/** What becomes of a job whose handler failed. */
@FunctionalInterface
public interface FailurePolicy {
    /** Five attempts with {@link Backoff#RETRY}, then dead. */
    FailurePolicy DEFAULT = retry(5, Backoff.RETRY);

    /**
     * Decides; any thread.
     *
     * @param job the job
     * @param attempt which delivery failed, 1 for the first
     * @param error what the handler threw or failed with
     */
    Outcome decide(Job job, int attempt, Throwable error);

    /**
     * Retry with backoff; dead once {@code maxAttempts} deliveries have failed. A job's {@linkplain Job#limits() own
     * limits} outrank both: its number of attempts, and its last delay, from which the next one grows.
     *
     * @param maxAttempts 0 for no limit
     * @param backoff its bounds hold for every delay
     */
    static FailurePolicy retry(int maxAttempts, Backoff backoff) {
        if (maxAttempts < 0) {
            throw new IllegalArgumentException("maxAttempts is negative: " + maxAttempts);
        }
        return (job, attempt, error) -> {
            int most = job.limits().maxAttempts().orElse(maxAttempts);
            return most == 0 || attempt < most
                    ? Outcome.retry(job.limits().backoff().map(backoff::after).orElseGet(() -> backoff.delay(attempt)))
                    : Outcome.dead(reason(error));
        };
    }

    /** Dead at the first failure. */
    static FailurePolicy dead() {
        return (job, attempt, error) -> Outcome.dead(reason(error));
    }

    /** Forgotten at the first failure. */
    static FailurePolicy discard() {
        return (job, attempt, error) -> Outcome.done();
    }

    private static String reason(Throwable error) {
        return error.getMessage() == null ? error.getClass().getName() : error.getMessage();
    }
}
