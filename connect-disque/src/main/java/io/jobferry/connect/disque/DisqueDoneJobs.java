package io.jobferry.connect.disque;

import io.jobferry.connect.DoneJobs;
import io.jobferry.disque.DisqueBackend;
import io.jobferry.disque.DisqueClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Done jobs of a cluster. An id is of one job for good, and ACKJOB ends it whoever holds it. Nodes that did not see each
 * other may deliver it once more all the same: Disque delivers at least once.
 */
record DisqueDoneJobs(DisqueBackend backend) implements DoneJobs {
    @Override
    public Set<String> forget(List<String> keys, Instant taken) {
        try (DisqueClient client = backend.client()) {
            client.ackJob(keys.toArray(String[]::new));
            return Set.of();
        }
    }

    @Override
    public Optional<String> risk() {
        return Optional.of(
                backend.name() + " delivers at least once: where its nodes did not see each other, or one came"
                        + " back without its memory, a job may come a second time");
    }
}
