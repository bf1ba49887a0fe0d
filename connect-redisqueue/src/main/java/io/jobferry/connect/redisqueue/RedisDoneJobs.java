package io.jobferry.connect.redisqueue;

import io.jobferry.Outcome;
import io.jobferry.connect.DoneJobs;
import io.jobferry.redisqueue.RedisQueueBackend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Done raw jobs of a queue. A job has its id from its first reservation on, and no other job ever gets it; without its
 * body it is no job any more, whoever holds it.
 */
record RedisDoneJobs(RedisQueueBackend backend, String queue) implements DoneJobs {
    @Override
    public Set<String> forget(List<String> keys, Instant taken) {
        backend.forget(queue, keys);
        return Set.of();
    }

    /** Given back it would be a body again, with a new id at its next reservation; to be tried again it keeps the old one. */
    @Override
    public Optional<Outcome> keepingItsKey() {
        return Optional.of(Outcome.retry(Duration.ZERO));
    }

    @Override
    public Optional<String> risk() {
        return backend.info("persistence").contains("aof_enabled:1")
                ? Optional.empty()
                : Optional.of(backend.name()
                        + " runs without appendonly: when it is restarted it has lost what came after its"
                        + " last snapshot, and what was deleted since comes a second time");
    }
}
