package io.jobferry.connect;

import io.jobferry.Backend;
import io.jobferry.JobState;
import io.jobferry.QueueAdmin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks every server something small, all at the same time, to see whether they answer. */
final class ConnectionCheck {
    /** For all of it: a worker gives the answer to a REST request, and its threads for them are few. */
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final ConnectorConfig config;
    private final ServerConfig server;

    ConnectionCheck(ConnectorConfig config) {
        this.config = config;
        // So the threads end by themselves soon after nobody waits for them any more.
        this.server = config.server().within(LONGEST);
    }

    /**
     * What is wrong with each server that does not answer; empty if all do. Takes 3 s at most.
     *
     * <p>An interrupt ends the wait; the servers that had not answered then count as silent, and the flag stays set.
     */
    List<String> complaints() {
        long deadlineNanos = System.nanoTime() + LONGEST.toNanos();
        Map<String, FutureTask<Optional<String>>> asked = new LinkedHashMap<>();
        for (String address : config.servers()) {
            FutureTask<Optional<String>> question = new FutureTask<>(() -> complaint(address));
            asked.put(address, question);
            Thread thread = new Thread(question, config.binding().name() + "-check " + address);
            thread.setDaemon(true);
            thread.start();
        }
        List<String> complaints = new ArrayList<>();
        asked.forEach(
                (address, question) -> await(address, question, deadlineNanos).ifPresent(complaints::add));
        return complaints;
    }

    private Optional<String> complaint(String address) {
        try (Backend backend = config.binding().open(address, server);
                QueueAdmin admin = backend.admin(config.probeQueue())) {
            // Not its counts: where no server keeps them they are work.
            admin.peek(JobState.READY, 1);
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of("\"" + address + "\" does not answer: " + e.getMessage());
        }
    }

    private static Optional<String> await(String address, FutureTask<Optional<String>> question, long deadlineNanos) {
        String silent = "\"" + address + "\" does not answer: nothing came within " + LONGEST.toSeconds() + " s";
        try {
            return question.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Optional.of(silent);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(silent);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the check of \"" + address + "\" broke", e.getCause());
        }
    }
}
