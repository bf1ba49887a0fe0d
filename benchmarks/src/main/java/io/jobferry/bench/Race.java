package io.jobferry.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Runs a suite: all contenders once in each round, in another order each time, each in a JVM that lives over all rounds.
 * What was put is taken out again and looked at, body by body; so is what was taken, by the contender's {@link Round}.
 */
final class Race {
    private static final int WARM_UPS = 3;
    private static final int FEWEST_JOBS = 2_000;

    /** A consumer that polls now and then takes a third of a second a job. */
    private static final int FEWEST_WAKES = 20;

    private static final int OPPOSITE_BATCH = 128;

    private final Suite suite;
    private final Server server;
    private final Course course;
    private int queues;

    private Race(Suite suite, Server server, Course course) {
        this.suite = suite;
        this.server = server;
        this.course = course;
    }

    /** The results of each contender, one a round. */
    static Map<Contender, List<Result>> run(Suite suite, Course course) throws Exception {
        try (Server server = Server.start(suite.server(), course.directory())) {
            return new Race(suite, server, course).run();
        }
    }

    private Map<Contender, List<Result>> run() throws Exception {
        List<ContenderProcess> processes = new ArrayList<>();
        try (Work opposite = opposite()) {
            for (Contender contender : suite.contenders()) {
                processes.add(ContenderProcess.start(contender, server.port(), course));
            }
            List<Entrant> entrants = new ArrayList<>();
            for (ContenderProcess process : processes) {
                entrants.add(warmUp(process, opposite));
            }
            Map<Contender, List<Result>> results = new LinkedHashMap<>();
            suite.contenders().forEach(contender -> results.put(contender, new ArrayList<>()));
            for (int i = 0; i < course.rounds(); i++) {
                Collections.shuffle(entrants, new Random(i));
                for (Entrant each : entrants) {
                    Result result = round(each.process, each.jobs, opposite);
                    results.computeIfAbsent(each.process.contender(), none -> new ArrayList<>())
                            .add(result);
                }
                System.out.print(".");
            }
            System.out.println();
            return results;
        } finally {
            processes.forEach(ContenderProcess::close);
        }
    }

    private Work opposite() throws ReflectiveOperationException {
        return suite.opposite()
                .getConstructor(Setup.class)
                .newInstance(new Setup(server.port(), 1, OPPOSITE_BATCH, ""));
    }

    /** Finds how many jobs a round must have to take about the time that was asked for. */
    private Entrant warmUp(ContenderProcess process, Work opposite) throws Exception {
        int fewest = suite.kind() == Suite.Kind.WAKE ? FEWEST_WAKES : FEWEST_JOBS;
        int jobs = fewest;
        for (int i = 0; i < WARM_UPS; i++) {
            double wanted = round(process, jobs, opposite).jobsPerSecond() * course.seconds();
            jobs = (int) Math.max(fewest, Math.min(suite.mostJobs(), wanted));
        }
        return new Entrant(process, jobs);
    }

    private record Entrant(ContenderProcess process, int jobs) {}

    private Result round(ContenderProcess process, int jobs, Work opposite) throws Exception {
        // A name that camel-beanstalk takes, too: it knows no hyphens.
        String queue = suite.name().replace('-', '_') + "_" + ++queues;
        if (suite.kind().isTake()) {
            Round fill = new Round(suite.kind(), queue, jobs, suite.size());
            fill.makeBodies();
            opposite.run(fill);
        }
        Result result = process.run(suite.kind(), queue, jobs, suite.size(), server);
        if (suite.kind().isPut()) {
            Round drain = new Round(suite.kind(), queue, jobs, suite.size());
            opposite.run(drain);
            if (drain.left() > 0) {
                throw new IOException(process.contender().name() + " put " + (jobs - drain.left()) + " of " + jobs);
            }
        }
        return result;
    }
}
