package io.jobferry.bench;

import io.jobferry.bench.micro.HotPaths;
import io.jobferry.bench.ours.GobTake;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** How many bytes are allocated for a job on its way through the driver, counted by JMH. */
final class Allocation implements Benchmark {
    private static final String BYTES = "gc.alloc.rate.norm";
    private static final int WARM_UPS = 3;
    private static final double MIDDLE = 50;

    /** One of the drivers that are measured. */
    private record Driver(String name, ServerKind server, String uri) {}

    private static final List<Driver> DRIVERS = List.of(
            new Driver("beanstalkd", ServerKind.BEANSTALKD, Suites.BEANSTALK),
            new Driver("Disque", ServerKind.DISQUE, Suites.DISQUE),
            new Driver("Redis, plain list", ServerKind.REDIS, Suites.REDIS),
            new Driver("Redis, core-queue's gob", ServerKind.REDIS, GobTake.URI));

    @Override
    public String name() {
        return "allocation";
    }

    @Override
    public List<ServerKind> servers() {
        return List.of(ServerKind.BEANSTALKD);
    }

    @Override
    public Findings run(Course course) throws Exception {
        List<String> lines = new ArrayList<>(List.of(
                "### allocation: bytes allocated a job, one connection, 128 jobs a call",
                "",
                course + ", bodies of 100 bytes, which count where they come in.",
                "",
                "| queue | work | bytes a job [min–max] |",
                "|---|---|---|"));
        for (Driver driver : DRIVERS) {
            if (driver.server().binary().isPresent()) {
                try (Server server = Server.start(driver.server(), course.directory())) {
                    String uri = new Setup(server.port(), 1, 1, driver.uri()).server();
                    measure(uri, course).forEach(result -> lines.add(row(driver, result)));
                }
                System.out.print(".");
            }
        }
        return new Findings(String.join("\n", lines) + "\n", List.of());
    }

    private static Iterable<RunResult> measure(String uri, Course course) throws RunnerException {
        TimeValue time = TimeValue.milliseconds((long) (course.seconds() * 1e3));
        return new Runner(new OptionsBuilder()
                        .include(HotPaths.class.getName())
                        .param("uri", uri)
                        .forks(1)
                        .warmupIterations(WARM_UPS)
                        .warmupTime(time)
                        .measurementIterations(course.rounds())
                        .measurementTime(time)
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
    }

    private static String row(Driver driver, RunResult result) {
        Statistics bytes = Objects.requireNonNull(result.getSecondaryResults().get(BYTES), BYTES)
                .getStatistics();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %,.0f [%,.0f–%,.0f] |",
                driver.name(),
                words(result.getPrimaryResult().getLabel()),
                bytes.getPercentile(MIDDLE),
                bytes.getMin(),
                bytes.getMax());
    }

    /** The name of a method as words. */
    private static String words(String name) {
        return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }
}
