package io.jobferry.itests.connect;

import io.jobferry.kafka.ConnectRest;
import io.jobferry.kafka.LocalWorker;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;

/** Tests of connectors on a shared worker, which has none before and after each of them. */
@SharedWorker
abstract class SharedWorkerFixture {
    static final Duration SOON = Duration.ofSeconds(60);

    final Topics topics;
    final LocalWorker worker;
    final ConnectRest rest;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    SharedWorkerFixture(LocalKafka kafka) throws InterruptedException {
        this(kafka, WorkerVersion.V4_3);
    }

    SharedWorkerFixture(LocalKafka kafka, WorkerVersion version) throws InterruptedException {
        this.topics = kafka.topics();
        this.worker = kafka.worker(version);
        this.rest = worker.rest();
    }

    /** To be closed once the connectors are gone that use it. */
    final <T extends AutoCloseable> T closedAfter(T closeable) {
        open.push(closeable);
        return closeable;
    }

    @AfterEach
    final void closeAll() throws Exception {
        rest.connectors().forEach(rest::delete);
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    /** How many lines of the worker's log have all of these. */
    final long logged(String... texts) throws Exception {
        try (var lines = Files.lines(worker.log())) {
            return lines.filter(line -> Arrays.stream(texts).allMatch(line::contains))
                    .count();
        }
    }
}
