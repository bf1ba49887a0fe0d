package io.jobferry.connect;

import io.jobferry.Backend;
import io.jobferry.Job;
import io.jobferry.JobSource;
import io.jobferry.JobState;
import io.jobferry.Outcome;
import io.jobferry.QueueAdmin;
import io.jobferry.Reservation;
import io.jobferry.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Done jobs of a store of this JVM, which keeps its keys. */
record MemoryDoneJobs(Backend backend, String queue) implements DoneJobs {
    private static final int ALL = 100_000;

    @Override
    public Set<String> forget(List<String> keys, Instant taken) {
        try (JobSource source = backend.source(List.of(queue))) {
            List<Reservation> ready = source.reserve(ALL, Duration.ZERO);
            source.settle(ready.stream()
                    .map(each ->
                            new Settlement(each, keys.contains(each.job().key()) ? Outcome.done() : Outcome.giveBack()))
                    .toList());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Set<String> left = new HashSet<>(keys);
        try (QueueAdmin admin = backend.admin(queue)) {
            left.retainAll(
                    admin.peek(JobState.RESERVED, ALL).stream().map(Job::key).toList());
        }
        return left;
    }

    @Override
    public Optional<String> risk() {
        return Optional.of("a store of this JVM ends with it");
    }
}
