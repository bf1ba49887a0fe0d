package io.jobferry.testkit;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a JSCAN asks for. */
final class DisqueJobScan extends DisqueScan<DisqueJob> {
    /** Two of them no job of an embedded server is ever in. */
    private static final Set<String> STATES = Set.of("wait-repl", "active", "queued", "acked");

    private final DisqueNode node;
    private final Set<String> states = new HashSet<>();
    private @Nullable String queue;
    private boolean wholeJobs;

    DisqueJobScan(DisqueNode node) {
        this.node = node;
    }

    /** Whether jobs are wanted as SHOW tells them, and not their ids alone. */
    boolean wholeJobs() {
        return wholeJobs;
    }

    @Override
    boolean read(String option, DisqueWords words) throws DisqueError {
        switch (option) {
            case "queue" -> queue = words.next();
            case "state" -> states.add(oneOf(STATES, words.option(), "Invalid job state name"));
            case "reply" ->
                wholeJobs = oneOf(Set.of("all", "id"), words.option(), "Invalid REPLY type, try ID or ALL")
                        .equals("all");
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    boolean wants(DisqueJob job) {
        return job.knownTo.contains(node)
                && (queue == null || queue.equals(job.asked.queue()))
                && (states.isEmpty() || states.contains(job.stateAt(node).name().toLowerCase(Locale.ROOT)));
    }

    @Override
    long position(DisqueJob job) {
        return job.createdNanos;
    }

    private static String oneOf(Set<String> allowed, String word, String refusal) throws DisqueError {
        if (!allowed.contains(word)) {
            throw DisqueError.of(refusal);
        }
        return word;
    }
}
