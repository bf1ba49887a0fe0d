package io.jobferry.bench;

import java.util.List;

/**
 * A question, and who answers it.
 *
 * @param name as the command line has it
 * @param title what is measured
 * @param kind what a round does
 * @param opposite puts what is taken, or takes what was put, in the benchmark's own JVM
 * @param size of bodies in bytes
 * @param mostJobs the most in a round: they lie in the server's memory
 */
record Suite(
        String name,
        String title,
        ServerKind server,
        Kind kind,
        Class<? extends Work> opposite,
        List<Contender> contenders,
        int size,
        int mostJobs)
        implements Benchmark {
    @Override
    public List<ServerKind> servers() {
        return List.of(server);
    }

    @Override
    public Findings run(Course course) throws Exception {
        return new Report(new Comparison(this, Race.run(this, course))).findings(course);
    }

    enum Kind {
        /** Jobs a second that are put into an empty queue. */
        PUT,
        /** Jobs a second that are reserved and settled, from a queue that was filled before. */
        TAKE,
        /** The time that each job takes that is put alone. */
        PUT_ONE,
        /** The time that each job takes that is reserved and settled alone. */
        TAKE_ONE,
        /** The time from putting a job to its arrival at a consumer who waits for it. */
        WAKE;

        boolean isPut() {
            return this == PUT || this == PUT_ONE;
        }

        boolean isTake() {
            return this == TAKE || this == TAKE_ONE;
        }

        /** Whether the time of single jobs counts, and not how many there are in a second. */
        boolean isLatency() {
            return this != PUT && this != TAKE;
        }

        Metric metric() {
            return isLatency() ? Metric.P50 : Metric.RATE;
        }
    }
}
