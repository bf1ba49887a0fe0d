package io.jobferry.itests.crash;

import java.nio.file.Path;
import java.util.List;

/** A path that carries jobs while a script strikes. At any time some are under way. */
final class CrashRun {
    private final CrashPath path;
    private final CrashOptions options;
    private final RunLog log;

    CrashRun(CrashPath path, CrashOptions options) {
        this.path = path;
        this.options = options;
        this.log = RunLog.of("crash", path, options.seed());
    }

    /**
     * Throws an AssertionError if the path has not kept its promise, or is stuck.
     *
     * @param directory for the files of all that is started
     */
    void run(Path directory) throws Exception {
        Account account = new Account(options.jobs());
        int mostUnderWay = Math.max(5 * Traffic.PUT_AT_ONCE, options.jobs() / 10);
        try (Stage stage = new Stage(path, directory, account)) {
            Traffic traffic = new Traffic(stage, account, mostUnderWay, log);
            try {
                carry(stage, traffic);
                traffic.pace(options::jobs);
                while (!account.allPut()) {
                    traffic.look();
                }
                traffic.lookUntilAllIsCarried();
            } finally {
                traffic.endPutting();
            }
            stage.outlet().settle();
            log.print(account.report() + ", " + traffic.revived() + " times an operator was needed");
            path.promise().check(account);
        }
    }

    private void carry(Stage stage, Traffic traffic) throws InterruptedException {
        List<Strike> strikes = stage.script(options.seed(), options.kills()).strikes();
        int share = options.jobs() / (strikes.size() + 1);
        for (int i = 0; i < strikes.size(); i++) {
            Strike strike = strikes.get(i);
            int due = share * (i + 1);
            traffic.pace(() -> due + share / 2);
            while (traffic.arrived() < due) {
                traffic.look();
            }
            traffic.pace(() -> due + share); // whatever it is, it finds jobs under way
            stage.begin(strike);
            while (!stage.isReadyFor(strike)) {
                traffic.look();
            }
            log.print("after " + traffic.arrived() + " jobs: " + strike);
            stage.strike(strike);
            traffic.goesOn();
        }
    }
}
