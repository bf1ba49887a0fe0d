package io.jobferry.itests.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.Job;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.PutOptions;
import io.jobferry.PutResult;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueException;
import io.jobferry.QueueStats;
import io.jobferry.Reservation;
import io.jobferry.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A tube, or another backend's queue, of a test, which looks into it with connections of its own. One thread at a time. */
final class Tube implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final Backend backend;

    /** A tube of a beanstalkd. */
    Tube(String server, String name) {
        this(Connectors.BEANSTALK.open(server), name);
    }

    /** A queue of this backend, which now belongs to it: it closes it. */
    Tube(Backend backend, String name) {
        this.name = name;
        this.backend = backend;
    }

    String name() {
        return name;
    }

    void put(String... bodies) {
        put(PutOptions.none(), Arrays.stream(bodies).map(Body::utf8).toList());
    }

    void put(PutOptions how, List<Body> bodies) {
        try (JobSink sink = backend.sink(name)) {
            List<NewJob> jobs =
                    bodies.stream().map(body -> new NewJob(body, how)).toList();
            List<PutResult> results = sink.put(jobs);
            assertThat(results)
                    .as("the last is %s", results.get(results.size() - 1))
                    .extracting(PutResult::kind)
                    .containsOnly(PutResult.Kind.PUT);
        }
    }

    /** Reserves and deletes jobs until there are this many. */
    List<Job> take(int count) throws InterruptedException {
        List<Job> jobs = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (JobSource source = source()) {
            while (jobs.size() < count) {
                jobs.addAll(takeSome(source, count - jobs.size()));
                assertThat(System.nanoTime())
                        .as(jobs.size() + " of " + count + " jobs in " + name)
                        .isLessThan(deadline);
            }
        }
        return jobs;
    }

    /** As {@link #take(int)}, and their bodies as texts. */
    List<String> takeTexts(int count) throws InterruptedException {
        return take(count).stream().map(job -> job.body().utf8()).toList();
    }

    /** Takes jobs until each of these bodies was there, and what else is ready; returns how many came more than once. */
    int takeAll(String... bodies) throws InterruptedException {
        Set<String> missing = new HashSet<>(Arrays.asList(bodies));
        int twice = 0;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (JobSource source = source()) {
            List<Job> jobs = List.of();
            while (!missing.isEmpty() || !jobs.isEmpty()) {
                jobs = takeSome(source, 1000);
                for (Job job : jobs) {
                    twice += missing.remove(job.body().utf8()) ? 0 : 1;
                }
                assertThat(System.nanoTime())
                        .as("missing in " + name + ": " + missing)
                        .isLessThan(deadline);
            }
        }
        return twice;
    }

    /** Reserves and deletes at most this many that are ready now, or the first that comes within a second. */
    static List<Job> takeSome(JobSource source, int max) throws InterruptedException {
        List<Reservation> reserved = source.reserve(max, Duration.ofSeconds(1));
        source.settle(reserved.stream()
                .map(each -> new Settlement(each, Outcome.done()))
                .toList());
        return reserved.stream().map(Reservation::job).toList();
    }

    /** One of its own, to close. */
    JobSource source() {
        return backend.source(List.of(name));
    }

    long count(JobState state) {
        return stats().of(state).orElseThrow();
    }

    private QueueStats stats() {
        try (QueueAdmin admin = backend.admin(name)) {
            return admin.stats();
        }
    }

    /** Returns once so many are in this state, whatever becomes of connections meanwhile. */
    void awaitCount(JobState state, long count) {
        awaitStats(count + " jobs " + state, stats -> stats.of(state).orElseThrow() == count);
    }

    /** Returns once so many are in this state, or more. */
    void awaitAtLeast(JobState state, long count) {
        awaitStats(count + " jobs " + state, stats -> stats.of(state).orElseThrow() >= count);
    }

    /** Returns once no job is left, in whatever state: between two looks a job could go from one to another. */
    void awaitEmpty() {
        awaitStats(
                "no jobs",
                stats -> Arrays.stream(JobState.values())
                        .allMatch(state -> stats.of(state).orElseThrow() == 0));
    }

    private void awaitStats(String what, Predicate<QueueStats> wanted) {
        await(what + " in " + name)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .ignoreException(QueueException.class)
                .until(this::stats, wanted);
    }

    @Override
    public void close() {
        backend.close();
    }
}
