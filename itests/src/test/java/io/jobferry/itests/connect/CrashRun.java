package io.jobferry.itests.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Job;
import io.jobferry.JobSource;
import io.jobferry.kafka.LocalWorker;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Numbered jobs that are put into one tube and taken from another, and what became of each. At any time some are under
 * way. One thread.
 */
final class CrashRun {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PUT_AT_ONCE = 100;

    private final int jobs;
    private final int underWay;
    private final Tube in;
    private final Tube out;
    private final BitSet seen = new BitSet();
    private final long beginNanos = System.nanoTime();
    private int put;
    private int duplicates;
    private int unknown;

    CrashRun(int jobs, Tube in, Tube out) {
        this.jobs = jobs;
        this.underWay = Math.max(PUT_AT_ONCE, jobs / 5);
        this.in = in;
        this.out = out;
    }

    /** Returns once this share of all jobs has come out, with more on their way as long as there are more. */
    void carry(double share) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (JobSource source = out.source()) {
            while (seen.cardinality() < share * jobs) {
                while (put < jobs && put - seen.cardinality() < underWay) {
                    putSome();
                }
                Tube.takeSome(source, 500).forEach(this::came);
                assertThat(System.nanoTime())
                        .as(seen.cardinality() + " of " + jobs + " jobs came out")
                        .isLessThan(deadline);
            }
        }
    }

    /** Carries all jobs, and kills the worker this often on the way, each time to start it again. */
    void carryAll(LocalWorker worker, int kills) throws InterruptedException {
        for (int kill = 1; kill <= kills; kill++) {
            carry(kill / (kills + 1.0));
            worker.kill();
            worker.restart();
        }
        carry(1);
    }

    /** Takes what is left: duplicates. */
    void drain() throws InterruptedException {
        try (JobSource source = out.source()) {
            List<Job> some = Tube.takeSome(source, 500);
            while (!some.isEmpty()) {
                some.forEach(this::came);
                some = Tube.takeSome(source, 500);
            }
        }
    }

    int lost() {
        return jobs - seen.cardinality();
    }

    /** How many came that nobody put. */
    int unknown() {
        return unknown;
    }

    /** A line for the build's log. */
    void print(String name, int kills, long records) {
        System.out.printf(
                "%s: %,d jobs, %d kills: %,d lost, %,d twice in Kafka, %,d duplicates in all; %.0f s%n",
                name, jobs, kills, lost(), records - jobs, duplicates, (System.nanoTime() - beginNanos) / 1e9);
    }

    private void putSome() {
        int end = Math.min(jobs, put + PUT_AT_ONCE);
        in.put(IntStream.range(put, end).mapToObj(Integer::toString).toArray(String[]::new));
        put = end;
    }

    private void came(Job job) {
        int number = Integer.parseInt(job.body().utf8());
        if (number >= put) {
            unknown++;
        } else if (seen.get(number)) {
            duplicates++;
        } else {
            seen.set(number);
        }
    }
}
