package io.jobferry.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.Job;
import io.jobferry.JobSink;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.PutResult;
import io.jobferry.QueueAdmin;
import io.jobferry.Queues;
import io.jobferry.memory.MemoryPut;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A store of jobs that connectors reach by its name, and what users and other consumers do at it. */
final class MemoryServer {
    private static final AtomicInteger SERVERS = new AtomicInteger();

    private final String name = "connect-" + SERVERS.incrementAndGet();
    private final Backend backend = Queues.open(uri());

    String name() {
        return name;
    }

    String uri() {
        return "memory://" + name;
    }

    void put(String queue, String... texts) {
        put(queue, MemoryPut.DEFAULT, texts);
    }

    void put(String queue, MemoryPut options, String... texts) {
        List<NewJob> jobs = Arrays.stream(texts)
                .map(text -> new NewJob(Body.utf8(text), options))
                .toList();
        try (JobSink sink = backend.sink(queue)) {
            assertThat(sink.put(jobs)).extracting(PutResult::kind).containsOnly(PutResult.Kind.PUT);
        }
    }

    long count(String queue, JobState state) {
        try (QueueAdmin admin = backend.admin(queue)) {
            return admin.stats().of(state).orElseThrow();
        }
    }

    /** The next job of this state, which must be there. */
    Job first(String queue, JobState state) {
        try (QueueAdmin admin = backend.admin(queue)) {
            return admin.peek(state, 1).get(0);
        }
    }

    /** Makes a dead job ready, as soon as there is one. */
    void redrive(String queue) {
        try (QueueAdmin admin = backend.admin(queue)) {
            await().atMost(Duration.ofSeconds(10)).until(() -> admin.redrive(1) == 1);
        }
    }
}
