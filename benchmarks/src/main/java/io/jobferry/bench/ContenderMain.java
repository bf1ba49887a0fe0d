package io.jobferry.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The JVM of one contender. It is told a round a line, and answers each with a line.
 *
 * <pre>
 * ready 23456789                     nanoseconds that its work took to open
 * PUT mail-7 100000 100 0            kind, queue, jobs, their size in bytes, nanoseconds from one to the next
 * done 812345678 0 0 0 0.0           nanoseconds; p50, p99, p99.9 of single jobs; what the work measured
 * TAKE mail-8 100000 100 0
 * failed IllegalStateException: ...
 * </pre>
 */
final class ContenderMain {
    private ContenderMain() {}

    public static void main(String[] args) throws Exception {
        // What libraries print goes to the log: standard output is for answers.
        PrintStream answers = System.out;
        System.setOut(System.err);
        Setup setup = new Setup(
                number("bench.port"), number("bench.connections"), number("bench.batch"), property("bench.uri"));
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        long begun = System.nanoTime();
        try (Work work = open(setup)) {
            answers.println("ready " + (System.nanoTime() - begun));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.println(answer(work, Order.of(line)));
            }
        }
        System.exit(0); // libraries may have left threads behind
    }

    private static Work open(Setup setup) throws ReflectiveOperationException {
        return Class.forName(property("bench.work"))
                .asSubclass(Work.class)
                .getConstructor(Setup.class)
                .newInstance(setup);
    }

    private static String answer(Work work, Order order) {
        Suite.Kind kind = order.kind();
        Round round = order.round();
        if (!kind.isTake()) {
            round.makeBodies();
        }
        try {
            long heap = kind == Suite.Kind.GROWTH ? Heap.used() : 0;
            long begun = System.nanoTime();
            work.run(round);
            long nanos = System.nanoTime() - begun;
            if (!kind.isPut() && round.left() > 0) {
                return "failed " + round.left() + " jobs did not come";
            }
            if (kind == Suite.Kind.GROWTH) {
                round.measured((double) (Heap.used() - heap) / round.jobs());
            }
            return "done " + nanos + " " + round.latency().line() + " " + round.measured();
        } catch (Exception e) {
            e.printStackTrace();
            return "failed " + String.valueOf(e).replaceAll("\\s+", " ");
        }
    }

    private static int number(String property) {
        return Integer.parseInt(property(property));
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }
}
