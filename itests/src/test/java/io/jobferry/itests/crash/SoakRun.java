package io.jobferry.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A path that carries jobs at half of what it can, for long, while a script strikes whatever is not the carrier itself: what
 * its process holds has to stay the same, however often it connects anew.
 */
final class SoakRun {
    private static final Duration BETWEEN_STRIKES = Duration.ofSeconds(30);
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration CALIBRATION = Duration.ofSeconds(20);
    private static final int MOST_UNDER_WAY = 20_000;

    private final SoakOptions options;
    private final RunLog log;

    SoakRun(SoakOptions options) {
        this.options = options;
        this.log = RunLog.of("soak", options.path(), options.seed());
    }

    /**
     * Throws an AssertionError if the path has not kept its promise, is stuck, or holds more and more.
     *
     * @param directory for the files of all that is started
     */
    void run(Path directory) throws Exception {
        Account account = new Account(Integer.MAX_VALUE);
        try (Stage stage = new Stage(options.path(), directory, account)) {
            Traffic traffic = new Traffic(stage, account, MOST_UNDER_WAY, log);
            Footprints footprints;
            try {
                double rate = options.rate() > 0 ? options.rate() : half(traffic);
                log.print(String.format("%.0f jobs a second", rate));
                int before = account.put();
                long begin = System.nanoTime();
                traffic.pace(() -> before + (int) (rate * (System.nanoTime() - begin) / 1e9));
                footprints = carry(stage, traffic, begin, directory);
            } finally {
                traffic.endPutting();
            }
            traffic.lookUntilAllIsCarried();
            stage.outlet().settle();
            log.print(account.report() + ", " + traffic.revived() + " times an operator was needed");
            log.print(footprints.toString());
            options.path().promise().check(account);
            assertThat(footprints.leaks()).as(footprints.toString()).isEmpty();
        }
    }

    /** Half of the jobs that arrive in a second where as many are put as can be. */
    private static double half(Traffic traffic) throws InterruptedException {
        traffic.pace(() -> Integer.MAX_VALUE);
        traffic.lookUntil(System.nanoTime() + WARM_UP.toNanos());
        int before = traffic.arrived();
        long begin = System.nanoTime();
        traffic.lookUntil(begin + CALIBRATION.toNanos());
        double seconds = (System.nanoTime() - begin) / 1e9;
        return (traffic.arrived() - before) / seconds / 2;
    }

    /** What the carrier held before each strike and at the end: when it has had time to recover from the one before. */
    private Footprints carry(Stage stage, Traffic traffic, long begin, Path directory) throws Exception {
        List<Footprint> footprints = new ArrayList<>();
        long pid = stage.carrier().pid();
        long next = begin;
        for (Strike strike : stage.sparingScript(options.seed(), options.strikes(BETWEEN_STRIKES))) {
            next += BETWEEN_STRIKES.toNanos();
            traffic.lookUntil(next);
            stage.outlet().settle();
            footprints.add(Footprint.of(pid, stage.connections(), directory));
            log.print("after " + traffic.arrived() + " jobs: " + footprints.get(footprints.size() - 1) + ", " + strike);
            stage.strike(strike);
            traffic.goesOn();
        }
        traffic.lookUntil(next + BETWEEN_STRIKES.toNanos());
        footprints.add(Footprint.of(pid, stage.connections(), directory));
        return new Footprints(footprints);
    }
}
