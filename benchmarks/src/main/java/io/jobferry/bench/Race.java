package io.jobferry.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Runs a suite: all contenders once in each round, in another order each time, each in a JVM that lives over all rounds.
 * What was put is taken out again and looked at, body by body; so is what was taken, by the contender's {@link Round}.
 */
final class Race {
    private static final int FEWEST_WARM_UPS = 3;
    private static final int FEWEST_JOBS = 2_000;

    /** A consumer that polls now and then takes a third of a second a job. */
    private static final int FEWEST_WAKES = 20;

    /** At half the pace fewer jobs would tell little of the slowest of a thousand. */
    private static final double MIN_PACED_SECONDS = 0.2;

    /** Ten thousand of a connector's jobs are on their way at once: a round has many more. */
    private static final int FEWEST_CARRIED = 50_000;

    private static final int CONNECTORS_LONGER = 3;

    private static final int OPPOSITE_BATCH = 128;

    private final Suite suite;
    private final Server server;
    private final Course course;
    private int queues;
    private long intervalNanos;

    private Race(Suite suite, Server server, Course course) {
        this.suite = suite;
        this.server = server;
        this.course = course;
    }

    /** The results of each contender, one a round. */
    static Map<Contender, List<Result>> run(Suite suite, Course course) throws Exception {
        try (Server server = Server.start(suite.server(), course.directory());
                KafkaSite kafka = new KafkaSite(course)) {
            return new Race(suite, server, course).run(kafka);
        }
    }

    private Map<Contender, List<Result>> run(KafkaSite kafka) throws Exception {
        List<Runner> runners = new ArrayList<>();
        try (Work opposite = suite.openOpposite(server, OPPOSITE_BATCH)) {
            for (Contender contender : suite.contenders()) {
                Optional<Connector> connector = contender.connector();
                runners.add(
                        connector.isPresent()
                                ? kafka.runner(contender, connector.get())
                                : ContenderProcess.start(contender, server.port(), course));
            }
            suite.fill(standingQueue(), suite.ready(), opposite);
            List<Entrant> entrants = new ArrayList<>();
            for (Runner runner : runners) {
                entrants.add(warmUp(runner, opposite));
            }
            if (suite.kind() == Suite.Kind.PACED) {
                entrants = atHalfThePaceOfRaw(entrants);
            }
            Map<Contender, List<Result>> results = new LinkedHashMap<>();
            suite.contenders().forEach(contender -> results.put(contender, new ArrayList<>()));
            for (int i = 0; i < course.rounds(); i++) {
                Collections.shuffle(entrants, new Random(i));
                for (Entrant each : entrants) {
                    Result result = round(each.runner, each.jobs, opposite);
                    results.computeIfAbsent(each.runner.contender(), none -> new ArrayList<>())
                            .add(result);
                }
                System.out.print(".");
            }
            System.out.println();
            return results;
        } finally {
            runners.forEach(Runner::close);
        }
    }

    /**
     * Finds how many jobs a round must have to take about the time that was asked for, and works for long enough that its
     * code is compiled.
     */
    private Entrant warmUp(Runner runner, Work opposite) throws Exception {
        if (suite.kind().isFull()) {
            round(runner, suite.mostJobs(), opposite);
            return new Entrant(runner, suite.mostJobs());
        }
        int fewest = fewest();
        double seconds = suite.kind().isOnWorker() ? CONNECTORS_LONGER * course.seconds() : course.seconds();
        int jobs = fewest;
        double worked = 0;
        for (int i = 0; i < FEWEST_WARM_UPS || worked < course.warmUp(); i++) {
            Result result = round(runner, jobs, opposite);
            worked += result.nanos() / 1e9;
            jobs = (int) Math.max(fewest, Math.min(suite.mostJobs(), result.jobsPerSecond() * seconds));
        }
        return new Entrant(runner, jobs);
    }

    private int fewest() {
        return switch (suite.kind()) {
            case WAKE -> FEWEST_WAKES;
            case SOURCE, SINK -> FEWEST_CARRIED;
            default -> Math.min(FEWEST_JOBS, suite.mostJobs());
        };
    }

    private record Entrant(Runner runner, int jobs) {}

    /** As many jobs for all, half as many in a second as the raw program had at its best. */
    private List<Entrant> atHalfThePaceOfRaw(List<Entrant> entrants) {
        double seconds = Math.max(MIN_PACED_SECONDS, course.seconds());
        int jobs = entrants.stream()
                .filter(each -> each.runner.contender().role() == Contender.Role.RAW)
                .mapToInt(each -> (int) (each.jobs / course.seconds() * seconds / 2))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("suite has no raw program: " + suite.name()));
        intervalNanos = (long) (seconds * 1e9 / jobs);
        return new ArrayList<>(
                entrants.stream().map(each -> new Entrant(each.runner, jobs)).toList());
    }

    private Result round(Runner runner, int jobs, Work opposite) throws Exception {
        String queue = suite.ready() > 0 ? standingQueue() : suite.queue(++queues);
        if (suite.kind().isTake() && runner.contender().hasQueue()) {
            suite.fill(queue, jobs, opposite);
        }
        Result result = runner.run(new Order(suite.kind(), queue, jobs, suite.size(), intervalNanos), server);
        if (suite.kind().isPut()) {
            Round drain = new Round(suite.kind(), queue, jobs, suite.size());
            opposite.run(drain);
            if (drain.left() > 0) {
                throw new IOException(runner.contender().name() + " put " + (jobs - drain.left()) + " of " + jobs);
            }
        }
        return result;
    }

    private String standingQueue() {
        return suite.queue(0);
    }
}
