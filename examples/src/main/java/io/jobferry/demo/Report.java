package io.jobferry.demo;

import java.io.PrintStream;
import java.util.Locale;

/**
 * The demo's figures.
 *
 * @param killedAt how many jobs had arrived when the worker was killed; 0 if it was not
 * @param inHand jobs that the worker held when it was killed
 * @param retried jobs released by the failure policy
 * @param jobsPerSecond jobs through both routes and a restart of the worker, a second
 * @param idle from put to route, while nothing else is done
 */
record Report(
        int put,
        int routed,
        int killedAt,
        long inHand,
        long retried,
        long dead,
        long redriven,
        int lost,
        int duplicated,
        int unknown,
        double jobsPerSecond,
        Latencies idle) {
    /** The worker was killed, no job is missing, none came that was never put, and all dead ones were redriven. */
    boolean isGood() {
        return killedAt > 0 && lost == 0 && unknown == 0 && dead == redriven;
    }

    void print(PrintStream out) {
        row(out, "put", put);
        row(out, "routed", routed);
        out.printf(Locale.ROOT, "  %-34s%10s%n", "worker killed (-9)", killedAt > 0 ? "at " + killedAt : "no");
        row(out, "  held by it at the kill", inHand);
        row(out, "redelivered after a failure", retried);
        row(out, "dead", dead);
        row(out, "redriven", redriven);
        row(out, "lost", lost);
        row(out, "duplicated", duplicated);
        if (unknown > 0) {
            row(out, "never put, yet arrived", unknown);
        }
        out.printf(Locale.ROOT, "  %-34s%,10.0f%n", "jobs/s, restart included", jobsPerSecond);
        out.printf(Locale.ROOT, "  %-34s%,7d µs%n", "idle latency put → route, p50", idle.micros(0.50));
        out.printf(Locale.ROOT, "  %-34s%,7d µs%n", "idle latency put → route, p99", idle.micros(0.99));
    }

    private static void row(PrintStream out, String name, long value) {
        out.printf(Locale.ROOT, "  %-34s%,10d%n", name, value);
    }
}
