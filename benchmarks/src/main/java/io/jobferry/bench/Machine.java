package io.jobferry.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the figures were measured on, without any name of it. */
final class Machine {
    private static final double KIB_A_GIB = 1 << 20;

    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)+(-rc\\d+)?");

    private Machine() {}

    /** A sentence. */
    static String description() throws IOException {
        return "Measured on %s (UTC): %s, %d cores, %.1f GiB of memory, %s %s, Java %s (%s); %s."
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        value("/proc/cpuinfo", "model name").orElse(System.getProperty("os.arch")),
                        Runtime.getRuntime().availableProcessors(),
                        gibibytes(),
                        System.getProperty("os.name"),
                        numberIn(System.getProperty("os.version")),
                        System.getProperty("java.version"),
                        System.getProperty("java.vendor"),
                        Arrays.stream(ServerKind.values())
                                .flatMap(kind -> version(kind).stream())
                                .distinct()
                                .collect(Collectors.joining(", ")));
    }

    private static double gibibytes() throws IOException {
        return value("/proc/meminfo", "MemTotal")
                .map(text -> Long.parseLong(text.replaceAll("\\D", "")) / KIB_A_GIB)
                .orElse(0.0);
    }

    /** What a file of such lines says first about a thing: {@code model name : ...}. */
    private static Optional<String> value(String file, String name) throws IOException {
        Path path = Path.of(file);
        if (!Files.isReadable(path)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(path)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        }
    }

    private static Optional<String> version(ServerKind kind) {
        return kind.binary().map(binary -> {
            try {
                Process process = new ProcessBuilder(binary.toString(), kind.versionOption())
                        .redirectErrorStream(true)
                        .start();
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return kind.program() + " " + numberIn(said);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The first version in a text; what follows it is of who built it. */
    static String numberIn(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElse("of unknown version");
    }
}
