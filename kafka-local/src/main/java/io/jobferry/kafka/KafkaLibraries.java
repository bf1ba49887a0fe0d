package io.jobferry.kafka;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The jars of a Kafka, as a module's build has found them. Only child processes have them.
 *
 * @param jvmOptions of a program's JVM, by its main class
 */
public record KafkaLibraries(List<Path> jars, Function<String, List<String>> jvmOptions) {
    private static final String THIS_MODULE = "kafka-local";

    /** Up soon, for tests; slower than others later. */
    private static final List<String> SMALL = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    public KafkaLibraries {
        jars = List.copyOf(jars);
    }

    /** The Kafka that this module was built with, which has broker, workers and tools. */
    public static KafkaLibraries current() {
        return of(THIS_MODULE);
    }

    /**
     * What another module's build has written to {@code target/kafka.classpath}.
     *
     * @param module its directory, from the project's: {@code itests/connect-3.7}
     * @throws IllegalStateException if the module was not built, or this JVM runs outside of the project
     */
    public static KafkaLibraries of(String module) {
        Path target = project().resolve(module).resolve("target");
        Path file = target.resolve("kafka.classpath");
        ClassArchives archives = new ClassArchives(target);
        try {
            String[] paths = Files.readString(file).strip().split(File.pathSeparator);
            return new KafkaLibraries(
                    Arrays.stream(paths).map(Path::of).toList(), program -> small(archives.option(program)));
        } catch (NoSuchFileException e) {
            throw new IllegalStateException("no Kafka in " + file + ": build the module " + module, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, in JVMs with these options and no others. */
    public KafkaLibraries withJvmOptions(String... options) {
        return new KafkaLibraries(jars, program -> List.of(options));
    }

    /** The same, in small JVMs that write these archives when they end in good order. */
    KafkaLibraries recording(ClassArchives archives) {
        return new KafkaLibraries(jars, program -> small(List.of(archives.recordingOption(program))));
    }

    private static List<String> small(List<String> more) {
        return Stream.concat(SMALL.stream(), more.stream()).toList();
    }

    /**
     * A program of this Kafka in a JVM of its own, a small one if nothing else was said; what it logs goes to {@code <name>.log}, too.
     *
     * @param directory where it runs; created if it is not there
     */
    public ChildProcess start(String name, String mainClass, Path directory, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions.apply(mainClass));
        command.addAll(List.of(
                "-Dlog4j2.configurationFile=" + copy("log4j2.properties", directory),
                "-Dlog4j.configuration=" + copy("log4j.properties", directory).toUri(),
                "-cp",
                jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                mainClass));
        command.addAll(List.of(arguments));
        return ChildProcess.start(name, command, directory);
    }

    private static Path copy(String resource, Path directory) {
        try (InputStream content = Objects.requireNonNull(KafkaLibraries.class.getResourceAsStream(resource))) {
            Path copy = directory.resolve(resource);
            Files.createDirectories(directory);
            Files.copy(content, copy, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The nearest directory above the current one that has this module: tests run in their module's. */
    static Path project() {
        Path start = Path.of("").toAbsolutePath();
        for (Path directory = start; directory != null; directory = directory.getParent()) {
            if (Files.isDirectory(directory.resolve(THIS_MODULE))) {
                return directory;
            }
        }
        throw new IllegalStateException("no module " + THIS_MODULE + " in or above " + start);
    }
}
