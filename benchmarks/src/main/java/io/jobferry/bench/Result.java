package io.jobferry.bench;

/**
 * What a contender did in a round.
 *
 * @param nanos for all jobs together
 * @param measured what the work itself measured, see {@link Round#measured}; 0 where it is only timed
 * @param serverCpuNanos of the server meanwhile
 * @param clientCpuNanos of the contender's JVM meanwhile
 */
record Result(int jobs, long nanos, Quantiles latency, double measured, long serverCpuNanos, long clientCpuNanos) {
    double jobsPerSecond() {
        return jobs * 1e9 / nanos;
    }

    double serverMicrosAJob() {
        return serverCpuNanos / 1e3 / jobs;
    }

    double clientMicrosAJob() {
        return clientCpuNanos / 1e3 / jobs;
    }
}
