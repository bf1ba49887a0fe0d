package io.jobferry.connect;

import io.jobferry.Outcome;
import io.jobferry.QueueException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The jobs of one queue that are done, because Kafka has their records, and that its server may still have: a crash came
 * between the one and the other. What {@link ExactlyOnce} needs of a backend beside its source. One thread at a time.
 */
public interface DoneJobs {
    /**
     * Deletes those of these jobs that nobody holds; returns the keys by which the others, which somebody still holds,
     * are known from now on. Where a restart of the server gives a job a new key, this finds the job again under it, and
     * tells it from another that has got its id since: rather a done job is taken for a new one than the other way round.
     *
     * @param keys the {@linkplain io.jobferry.Job#key keys} by which the jobs were delivered
     * @param taken when the last of them was delivered, by this machine's clock or that of another worker
     * @throws QueueException if the server cannot be reached or broke off; some may be deleted
     */
    Set<String> forget(List<String> keys, Instant taken);

    /**
     * What is to become of a job that Kafka may have, when its task stops, so that it keeps its key; empty if it does where
     * it is just given back.
     */
    default Optional<Outcome> keepingItsKey() {
        return Optional.empty();
    }

    /**
     * What the server's settings allow to go wrong in spite of all, as a sentence for the log; empty if nothing.
     *
     * @throws QueueException if the server cannot be reached or broke off
     */
    Optional<String> risk();
}
