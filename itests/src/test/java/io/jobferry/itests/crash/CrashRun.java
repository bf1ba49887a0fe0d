package io.jobferry.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A path that carries jobs while a script strikes. At any time some are under way. */
final class CrashRun {
    /** So long nothing may arrive, whatever was struck. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int PUT_AT_ONCE = 100;

    private final CrashPath path;
    private final CrashOptions options;
    private final Account account;
    private final int mostUnderWay;
    private final long beginNanos = System.nanoTime();
    private volatile int arrived;
    private volatile int mostPut;
    private volatile boolean over;
    private volatile @Nullable Throwable putFailure;
    private long progressNanos = System.nanoTime();
    private long lookNanos = System.nanoTime();
    private int revived;

    CrashRun(CrashPath path, CrashOptions options) {
        this.path = path;
        this.options = options;
        this.account = new Account(options.jobs());
        this.mostUnderWay = Math.max(5 * PUT_AT_ONCE, options.jobs() / 10);
    }

    /**
     * Throws an AssertionError if the path has not kept its promise, or is stuck.
     *
     * @param directory for the files of all that is started
     */
    void run(Path directory) throws Exception {
        try (Stage stage = new Stage(path, directory)) {
            CrashScript script = stage.script(options.seed(), options.kills());
            Thread putting = new Thread(() -> putAll(stage.inlet()), "crash-put");
            putting.start();
            try {
                carry(stage, script);
            } finally {
                over = true;
                putting.join();
            }
            stage.outlet().settle(account);
            check();
        }
    }

    private void carry(Stage stage, CrashScript script) throws InterruptedException {
        List<Strike> strikes = script.strikes();
        int share = options.jobs() / (strikes.size() + 1);
        for (int i = 0; i < strikes.size(); i++) {
            Strike strike = strikes.get(i);
            int due = share * (i + 1);
            mostPut = due + share / 2;
            while (arrived < due) {
                look(stage);
            }
            mostPut = due + share; // whatever it is, it finds jobs under way
            stage.begin(strike);
            while (!stage.isReadyFor(strike)) {
                look(stage);
            }
            print("after " + arrived + " jobs: " + strike);
            stage.strike(strike);
            progressNanos = System.nanoTime();
        }
        mostPut = options.jobs();
        while (!account.allPut() || !stage.inlet().isEmpty()) {
            look(stage);
        }
    }

    /** Sees what has arrived; an operator starts again what does not get on. */
    private void look(Stage stage) throws InterruptedException {
        int now = stage.outlet().arrived();
        if (now != arrived) {
            arrived = now;
            progressNanos = System.nanoTime();
            lookNanos = progressNanos;
        } else if (System.nanoTime() - lookNanos > LOOK.toNanos()) {
            String failure = stage.carrier().revive();
            if (!failure.isEmpty()) {
                revived++;
                print("revived: " + failure.lines().limit(4).toList());
            }
            lookNanos = System.nanoTime();
        }
        assertThat(putFailure).as("what ended the putting").isNull();
        if (System.nanoTime() - progressNanos > PATIENCE.toNanos()) {
            throw new AssertionError("nothing arrived for " + PATIENCE.toSeconds() + " s after " + arrived + " of "
                    + account.put() + " jobs; left: " + stage.inlet().left());
        }
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    private void putAll(Inlet inlet) {
        try {
            while (!over && !account.allPut()) {
                if (account.put() < mostPut && account.put() - arrived < mostUnderWay) {
                    inlet.put(account.next(PUT_AT_ONCE), account);
                } else {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        } catch (RuntimeException | Error e) {
            putFailure = e;
        }
    }

    private void check() {
        Report report = account.report();
        print(report + ", " + revived + " times an operator was needed");
        assertThat(account.lost()).as("lost: " + report).isEmpty();
        assertThat(report.strange()).as("strange: " + report).isZero();
        path.promise().check(report);
    }

    /** A line for the build's log. */
    private void print(String what) {
        System.out.printf(
                "crash %s, seed %d, %.0f s: %s%n", path, options.seed(), (System.nanoTime() - beginNanos) / 1e9, what);
    }
}
