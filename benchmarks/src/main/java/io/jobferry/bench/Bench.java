package io.jobferry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line: see {@code ./bench --help}. */
public final class Bench {
    private static final int DEFAULT_ROUNDS = 7;
    private static final double DEFAULT_SECONDS = 0.7;

    private int rounds = DEFAULT_ROUNDS;
    private double seconds = DEFAULT_SECONDS;
    private final List<Suite> suites = new ArrayList<>();

    private Bench() {}

    public static void main(String[] args) throws Exception {
        Bench bench = new Bench();
        try {
            bench.read(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
        bench.run();
    }

    private void read(String[] args) {
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--rounds" -> rounds = Integer.parseInt(value(args, ++i));
                case "--seconds" -> seconds = Double.parseDouble(value(args, ++i));
                default -> suites.addAll(named(args[i]));
            }
        }
        if (suites.isEmpty()) {
            suites.addAll(Suites.ALL);
        }
    }

    private static String value(String[] args, int index) {
        if (index >= args.length) {
            throw new IllegalArgumentException("no value after " + args[index - 1]);
        }
        return args[index];
    }

    /** The suite of this name, or all whose names begin with it. */
    private static List<Suite> named(String name) {
        List<Suite> found =
                Suites.ALL.stream().filter(suite -> suite.name().equals(name)).toList();
        if (found.isEmpty()) {
            found = Suites.ALL.stream()
                    .filter(suite -> suite.name().startsWith(name + "-"))
                    .toList();
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("suite is not one of "
                    + Suites.ALL.stream().map(Suite::name).toList() + ": " + name);
        }
        return found;
    }

    private void run() throws Exception {
        Path module = Path.of("benchmarks").toAbsolutePath();
        Path output = Files.createDirectories(module.resolve("target/results"));
        System.out.println(machine());
        for (Suite suite : suites) {
            if (suite.server().binary().isEmpty()) {
                System.out.println(
                        suite.name() + " is left out: no " + suite.server().program());
                continue;
            }
            System.out.print(suite.name() + " ");
            Path directory = Files.createTempDirectory("jobferry-bench");
            try {
                Report report = new Report(suite, Race.run(suite, rounds, seconds, new Libraries(module), directory));
                System.out.println(report.markdown());
                Files.writeString(output.resolve(suite.name() + ".md"), report.markdown());
            } finally {
                delete(directory);
            }
        }
    }

    private static String machine() {
        return "%s %s, %d cores, Java %s"
                .formatted(
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"));
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            Path[] all = files.toArray(Path[]::new);
            for (int i = all.length - 1; i >= 0; i--) {
                Files.delete(all[i]);
            }
        }
    }
}
