package io.jobferry.itests.crash;

import io.jobferry.kafka.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How much of each measure a process held at one moment. */
record Footprint(Map<Measure, Long> held) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LIVE_BYTES = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    /**
     * What a JVM of ours holds now, after a collection.
     *
     * @param connections at its queue server
     * @param directory for the output of the program that asks it
     */
    static Footprint of(long pid, long connections, Path directory) throws IOException, InterruptedException {
        Map<Measure, Long> held = new EnumMap<>(Measure.class);
        held.put(Measure.HEAP, liveBytes(pid, directory) / 1024);
        Path process = Path.of("/proc", Long.toString(pid));
        String status = Files.readString(process.resolve("status"));
        held.put(Measure.RESIDENT, number("(?m)^VmRSS:\\s+(\\d+) kB", status));
        held.put(Measure.THREADS, number("(?m)^Threads:\\s+(\\d+)", status));
        List<String> files = openFiles(process.resolve("fd"));
        held.put(Measure.FILES, (long) files.size());
        held.put(
                Measure.SOCKETS,
                files.stream().filter(file -> file.startsWith("socket:")).count());
        held.put(Measure.CONNECTIONS, connections);
        return new Footprint(held);
    }

    /** A histogram is of what lives: the JVM collects before it counts. */
    private static long liveBytes(long pid, Path directory) throws InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try (ChildProcess asking =
                ChildProcess.start("jcmd", List.of(jcmd, Long.toString(pid), "GC.class_histogram"), directory)) {
            return Long.parseLong(asking.awaitOutput(LIVE_BYTES, PATIENCE).group(1));
        }
    }

    private static long number(String pattern, String status) {
        Matcher matcher = Pattern.compile(pattern).matcher(status);
        if (!matcher.find()) {
            throw new IllegalStateException("status has no match of \"" + pattern + "\": " + status);
        }
        return Long.parseLong(matcher.group(1));
    }

    private static List<String> openFiles(Path descriptors) throws IOException {
        try (Stream<Path> each = Files.list(descriptors)) {
            return each.map(Footprint::target).toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException e) {
            return ""; // closed meanwhile
        } catch (IOException e) {
            throw new IllegalStateException("descriptor is no link: " + descriptor, e);
        }
    }

    long of(Measure measure) {
        return held.getOrDefault(measure, 0L);
    }

    @Override
    public String toString() {
        return held.entrySet().stream()
                .map(each -> String.format("%s %,d", each.getKey(), each.getValue()))
                .collect(Collectors.joining("; "));
    }
}
