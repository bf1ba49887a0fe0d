package io.jobferry.consume;

import io.jobferry.Job;
import io.jobferry.JobSource;
import io.jobferry.Outcome;
import io.jobferry.QueueException;
import io.jobferry.Settlement;
import io.jobferry.event.QueueListener;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes settlements of ended jobs: what failed becomes what the policy says. Any thread. */
record Verdicts(JobSource source, FailurePolicy policy, QueueListener listener) {
    private static final Logger LOG = LoggerFactory.getLogger(Verdicts.class);

    /** Settlement i is of job i. The policy is asked once a job, however often its settlement must be sent. */
    List<Settlement> on(List<HeldJob> ended) {
        return ended.stream()
                .map(job -> new Settlement(job.reservation, outcome(job)))
                .toList();
    }

    private Outcome outcome(HeldJob job) {
        Throwable error = job.error();
        if (error == null) {
            return job.outcome();
        }
        Outcome decided = decide(job, error);
        job.decided(decided);
        return decided;
    }

    private Outcome decide(HeldJob held, Throwable error) {
        Job job = held.job();
        int attempt;
        try {
            attempt = source.attempt(held.reservation);
        } catch (QueueException e) {
            // Nobody can say how often it was tried, and mostly the lease went with the connection.
            LOG.debug("attempt of job {} of {} is not known: it goes back", job.id(), job.queue(), e);
            return Outcome.giveBack();
        }
        Outcome outcome = ask(job, attempt, error);
        if (outcome.kind() == Outcome.Kind.RETRY) {
            listener.beforeRetry(job, attempt, error, outcome.delay());
        } else {
            listener.beforeAbort(job, attempt, error);
            LOG.warn(
                    "job {} of {} is given up after attempt {}: {}",
                    job.id(),
                    job.queue(),
                    attempt,
                    outcome.kind(),
                    error);
        }
        return outcome;
    }

    private Outcome ask(Job job, int attempt, Throwable error) {
        try {
            return policy.decide(job, attempt, error);
        } catch (RuntimeException e) {
            e.addSuppressed(error);
            LOG.warn("failure policy threw: job {} of {} is tried again", job.id(), job.queue(), e);
            return Outcome.retry(Backoff.RETRY.delay(attempt));
        }
    }
}
