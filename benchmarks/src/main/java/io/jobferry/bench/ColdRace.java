package io.jobferry.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A race in which each contender gets a new JVM in each round, and one job. */
final class ColdRace {
    private final Suite suite;
    private final Server server;
    private final Course course;
    private int queues;

    private ColdRace(Suite suite, Server server, Course course) {
        this.suite = suite;
        this.server = server;
        this.course = course;
    }

    /** The results of each contender, one a round. Their time begins with the JVM's start. */
    static Map<Contender, List<Result>> run(Suite suite, Course course) throws Exception {
        try (Server server = Server.start(suite.server(), course.directory());
                Work opposite = suite.openOpposite(server, 1)) {
            return new ColdRace(suite, server, course).run(opposite);
        }
    }

    private Map<Contender, List<Result>> run(Work opposite) throws Exception {
        Map<Contender, List<Result>> results = new LinkedHashMap<>();
        suite.contenders().forEach(contender -> results.put(contender, new ArrayList<>()));
        List<Contender> order = new ArrayList<>(suite.contenders());
        for (int i = 0; i < course.rounds(); i++) {
            Collections.shuffle(order, new Random(i));
            for (Contender contender : order) {
                results.computeIfAbsent(contender, none -> new ArrayList<>()).add(round(contender, opposite));
            }
            System.out.print(".");
        }
        return results;
    }

    private Result round(Contender contender, Work opposite) throws Exception {
        String queue = suite.queue(++queues);
        suite.fill(queue, 1, opposite);
        long begun = System.nanoTime();
        long serverCpu = server.cpuNanos();
        try (ContenderProcess process = ContenderProcess.startCold(contender, server.port(), course)) {
            return sinceStart(process, queue, begun, serverCpu);
        }
    }

    private Result sinceStart(ContenderProcess process, String queue, long begun, long serverCpu) throws IOException {
        Result first = process.run(new Order(suite.kind(), queue, 1, suite.size(), 0), server);
        return new Result(
                1,
                System.nanoTime() - begun,
                Quantiles.NONE,
                process.openingNanos() + first.nanos(),
                server.cpuNanos() - serverCpu,
                process.cpuNanos());
    }
}
