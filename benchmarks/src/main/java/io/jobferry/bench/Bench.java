package io.jobferry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command line: see {@code ./bench --help}. */
public final class Bench {
    private static final int DEFAULT_ROUNDS = 7;
    private static final double DEFAULT_SECONDS = 0.7;
    private static final double DEFAULT_WARM_UP = 4;

    private final Path module = Path.of("benchmarks").toAbsolutePath();
    private int rounds = DEFAULT_ROUNDS;
    private double seconds = DEFAULT_SECONDS;
    private double warmUp = DEFAULT_WARM_UP;
    private boolean writesDocs;
    private final List<Benchmark> benchmarks = new ArrayList<>();

    private Bench() {}

    public static void main(String[] args) throws Exception {
        Bench bench = new Bench();
        try {
            bench.read(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
        Archive archive = new Archive(bench.module.resolve("target/results"));
        if (bench.writesDocs) {
            bench.writeDocs(archive);
        } else {
            bench.run(archive);
        }
    }

    private void read(String[] args) {
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--rounds" -> rounds = Integer.parseInt(value(args, ++i));
                case "--seconds" -> seconds = Double.parseDouble(value(args, ++i));
                case "--warm-up" -> warmUp = Double.parseDouble(value(args, ++i));
                case "--docs" -> writesDocs = true;
                default -> benchmarks.addAll(Benchmarks.named(args[i]));
            }
        }
        if (benchmarks.isEmpty()) {
            benchmarks.addAll(Benchmarks.ALL);
        }
    }

    private static String value(String[] args, int index) {
        if (index >= args.length) {
            throw new IllegalArgumentException("no value after " + args[index - 1]);
        }
        return args[index];
    }

    private void run(Archive archive) throws Exception {
        String machine = Machine.description();
        System.out.println(machine);
        archive.keepMachine(machine);
        for (Benchmark benchmark : benchmarks) {
            Optional<ServerKind> missing = benchmark.servers().stream()
                    .filter(server -> server.binary().isEmpty())
                    .findFirst();
            if (missing.isPresent()) {
                System.out.println(
                        benchmark.name() + " is left out: no " + missing.get().program());
                continue;
            }
            System.out.print(benchmark.name() + " ");
            Path directory = Files.createTempDirectory("jobferry-bench");
            try {
                Findings findings =
                        benchmark.run(new Course(rounds, seconds, warmUp, new Libraries(module), directory));
                System.out.println("\n" + findings.markdown());
                archive.keep(benchmark.name(), findings);
            } finally {
                delete(directory);
            }
        }
    }

    /** In the order in which all benchmarks stand, whenever each was run. */
    private void writeDocs(Archive archive) throws IOException {
        List<Findings> findings = new ArrayList<>();
        for (Benchmark benchmark : Benchmarks.ALL) {
            if (archive.has(benchmark.name())) {
                findings.add(archive.read(benchmark.name()));
            }
        }
        new Page(module.resolveSibling("docs")).write(archive.machine(), findings);
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
