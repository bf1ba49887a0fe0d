package io.jobferry.bench;

import io.jobferry.bench.Contender.Role;
import io.jobferry.bench.ours.DriverPut;
import io.jobferry.bench.ours.DriverTake;
import io.jobferry.bench.ours.DriverTurnover;
import io.jobferry.bench.ours.EngineTake;
import io.jobferry.bench.raw.RawBeanstalkPut;
import io.jobferry.bench.raw.RawBeanstalkTake;
import io.jobferry.bench.raw.RawBeanstalkTurnover;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How one of ours stands to raw as something grows: a race at each point. */
final class Scale implements Benchmark {
    private static final int SIZE = 100;
    private static final int BATCH = 128;
    private static final int TURNOVER_BATCH = 10;
    private static final int MOST_JOBS = 200_000;
    private static final int MOST_BYTES = 128 << 20;

    /** There are many points: each gets less time than a suite. */
    private static final double MOST_SECONDS = 0.3;

    private static final double MOST_WARM_UP = 1;

    private final String name;
    private final String title;
    private final List<Point> points;

    private Scale(String name, String title, List<Point> points) {
        this.name = name;
        this.title = title;
        this.points = points;
    }

    /** Where it is measured, and how. */
    private record Point(String name, Suite suite) {}

    static List<Benchmark> all() {
        return List.of(
                new Scale(
                        "scale-ready",
                        "10 jobs put and 10 taken in turn, while others lie ready",
                        IntStream.of(10, 1_000, 1_000_000)
                                .mapToObj(Scale::turnover)
                                .toList()),
                new Scale(
                        "scale-lanes",
                        "connections, each with a thread",
                        IntStream.of(1, 8, 64)
                                .boxed()
                                .flatMap(lanes -> Stream.of(put(lanes, SIZE), takeByLanes(lanes)))
                                .map(suite -> new Point(lanes(suite), suite))
                                .toList()),
                new Scale(
                        "scale-bodies",
                        "sizes of bodies, one connection",
                        IntStream.of(64, 1 << 10, 1 << 16)
                                .boxed()
                                .flatMap(size -> Stream.of(put(1, size), take(size)))
                                .map(suite -> new Point(String.format(Locale.ROOT, "%,d bytes", suite.size()), suite))
                                .toList()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<ServerKind> servers() {
        return List.of(ServerKind.BEANSTALKD);
    }

    @Override
    public Findings run(Course asked) throws Exception {
        Course course = new Course(
                asked.rounds(),
                Math.min(MOST_SECONDS, asked.seconds()),
                Math.min(MOST_WARM_UP, asked.warmUp()),
                asked.libraries(),
                asked.directory());
        List<String> lines = new ArrayList<>(List.of("### " + name + ": " + title, "", course + ".", ""));
        lines.add("| at | work | raw jobs/s [min–max] | jobferry jobs/s [min–max] | to raw [min–max] |");
        lines.add("|---|---|---|---|---|");
        for (Point point : points) {
            Map<Contender, List<Result>> results = Race.run(point.suite(), course);
            lines.add(row(point, new Comparison(point.suite(), results)));
        }
        return new Findings(String.join("\n", lines) + "\n", List.of());
    }

    private static String row(Point point, Comparison comparison) {
        Contender raw = comparison.contenders(Role.RAW).get(0);
        Contender ours = comparison.contenders(Role.OURS).get(0);
        return "| %s | %s | %s | %s | %s |"
                .formatted(
                        point.name(),
                        point.suite().title(),
                        Report.value(comparison.spread(raw, Metric.RATE), Metric.RATE),
                        Report.value(comparison.spread(ours, Metric.RATE), Metric.RATE),
                        Report.ratio(comparison.ratio(ours, raw, Metric.RATE)));
    }

    private static String lanes(Suite suite) {
        return "connections: " + suite.contenders().get(0).connections();
    }

    private static Point turnover(int ready) {
        Suite suite = suite(
                "turnover",
                Suite.Kind.TURNOVER,
                RawBeanstalkPut.class,
                Contender.of(Role.RAW, "raw socket", RawBeanstalkTurnover.class, 1, TURNOVER_BATCH),
                Contender.ours("jobferry", DriverTurnover.class, 1, TURNOVER_BATCH, Suites.BEANSTALK),
                SIZE,
                ready);
        return new Point(String.format(Locale.ROOT, "%,d ready", ready), suite);
    }

    private static Suite put(int connections, int size) {
        return suite(
                "put",
                Suite.Kind.PUT,
                RawBeanstalkTake.class,
                Contender.of(Role.RAW, "raw socket", RawBeanstalkPut.class, connections, BATCH),
                Contender.ours("jobferry", DriverPut.class, connections, BATCH, Suites.BEANSTALK),
                size,
                0);
    }

    private static Suite take(int size) {
        return suite(
                "take",
                Suite.Kind.TAKE,
                RawBeanstalkPut.class,
                Contender.of(Role.RAW, "raw socket", RawBeanstalkTake.class, 1, BATCH),
                Contender.ours("jobferry", DriverTake.class, 1, BATCH, Suites.BEANSTALK),
                size,
                0);
    }

    private static Suite takeByLanes(int lanes) {
        return suite(
                "take",
                Suite.Kind.TAKE,
                RawBeanstalkPut.class,
                Contender.of(Role.RAW, "raw socket", RawBeanstalkTake.class, lanes, BATCH),
                Contender.ours("jobferry", EngineTake.class, lanes, BATCH, Suites.BEANSTALK),
                SIZE,
                0);
    }

    private static Suite suite(
            String work,
            Suite.Kind kind,
            Class<? extends Work> opposite,
            Contender raw,
            Contender ours,
            int size,
            int ready) {
        int mostJobs = Math.min(MOST_JOBS, MOST_BYTES / size);
        return new Suite(
                "scale_" + work,
                work,
                ServerKind.BEANSTALKD,
                kind,
                opposite,
                List.of(raw, ours),
                size,
                mostJobs,
                ready);
    }
}
