package io.jobferry.bench;

import java.util.List;
import java.util.Map;

/**
 * A question, and who answers it.
 *
 * @param name as the command line has it
 * @param title what is measured
 * @param kind what a round does
 * @param opposite puts what is taken, or takes what was put, in the benchmark's own JVM
 * @param size of bodies in bytes
 * @param mostJobs the most in a round: they lie in the server's memory
 * @param ready how many others lie in the queue all the time
 */
record Suite(
        String name,
        String title,
        ServerKind server,
        Kind kind,
        Class<? extends Work> opposite,
        List<Contender> contenders,
        int size,
        int mostJobs,
        int ready)
        implements Benchmark {
    /** One whose queues have the jobs of a round and no others. */
    Suite(
            String name,
            String title,
            ServerKind server,
            Kind kind,
            Class<? extends Work> opposite,
            List<Contender> contenders,
            int size,
            int mostJobs) {
        this(name, title, server, kind, opposite, contenders, size, mostJobs, 0);
    }

    @Override
    public List<ServerKind> servers() {
        return List.of(server);
    }

    @Override
    public Findings run(Course course) throws Exception {
        Map<Contender, List<Result>> results =
                kind == Kind.FIRST_JOB ? ColdRace.run(this, course) : Race.run(this, course);
        return new Report(new Comparison(this, results)).findings(course);
    }

    /** The opposite work, in this JVM, on one connection. */
    Work openOpposite(Server to, int batch) throws ReflectiveOperationException {
        return opposite.getConstructor(Setup.class).newInstance(new Setup(to.port(), 1, batch, ""));
    }

    /** A queue's name; camel-beanstalk takes it, too, which knows no hyphens. */
    String queue(int number) {
        return name.replace('-', '_') + "_" + number;
    }

    /** Puts so many jobs into this queue. */
    void fill(String queue, int jobs, Work putting) throws Exception {
        if (jobs > 0) {
            Round fill = new Round(kind, queue, jobs, size);
            fill.makeBodies();
            putting.run(fill);
        }
    }

    enum Kind {
        /** Jobs a second that are put into an empty queue. */
        PUT,
        /** Jobs a second that are reserved and settled, from a queue that was filled before. */
        TAKE,
        /** Jobs a second that a connector carries from a queue to a topic; a contender without one takes them. */
        SOURCE,
        /** Jobs a second that a connector carries from a topic to a queue; a contender without one puts them. */
        SINK,
        /** The time that each job takes that is put alone. */
        PUT_ONE,
        /** The time that each job takes that is reserved and settled alone. */
        TAKE_ONE,
        /** The time from putting a job to its arrival at a consumer who waits for it. */
        WAKE,
        /** The time from when a job was due to be put to its arrival, at half the pace that the raw program is able to. */
        PACED,
        /** What a job takes of the heap while it is held, its body not counted. */
        HELD,
        /** What a job leaves behind in the heap when it was taken and settled. */
        GROWTH,
        /** The time from the start of a JVM to its first job. */
        FIRST_JOB,
        /** Jobs a second that are put and taken, a few at a time, while others lie in the queue. */
        TURNOVER;

        /** Whether the queue is empty at first, and what was put is counted afterwards. */
        boolean isPut() {
            return this == PUT || this == SINK || this == PUT_ONE;
        }

        /** Whether the jobs lie in the queue at first. */
        boolean isTake() {
            return this == TAKE
                    || this == SOURCE
                    || this == TAKE_ONE
                    || this == HELD
                    || this == GROWTH
                    || this == FIRST_JOB;
        }

        boolean isOnWorker() {
            return this == SOURCE || this == SINK;
        }

        /** Whether every round has as many jobs as there may be. */
        boolean isFull() {
            return this == HELD || this == GROWTH;
        }

        /** Whether single jobs are timed, and not how many there are in a second. */
        boolean isLatency() {
            return metric() == Metric.P50;
        }

        Metric metric() {
            return switch (this) {
                case PUT, TAKE, SOURCE, SINK, TURNOVER -> Metric.RATE;
                case PUT_ONE, TAKE_ONE, WAKE, PACED -> Metric.P50;
                case HELD -> Metric.HEAP;
                case GROWTH -> Metric.GROWTH;
                case FIRST_JOB -> Metric.FIRST_JOB;
            };
        }

        /** What else stands in the table. */
        List<Metric> besides() {
            return switch (metric()) {
                case P50 -> List.of(Metric.P99, Metric.P999);
                case FIRST_JOB -> List.of(Metric.SINCE_OPENED);
                default -> List.of();
            };
        }
    }
}
