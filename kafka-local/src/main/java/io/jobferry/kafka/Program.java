package io.jobferry.kafka;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * A program that this machine may have.
 *
 * @param name what it is called on PATH
 * @param variable the environment variable that names another: {@code REDIS_SERVER}
 */
public record Program(String name, String variable) {
    /**
     * Where it is; empty if nobody names it and PATH has none.
     *
     * @throws IllegalStateException if the variable names no program: that is an error, not an absent program
     */
    public Optional<Path> find() {
        String named = System.getenv(variable);
        if (named != null && !named.isEmpty()) {
            Path path = Path.of(named);
            if (!Files.isExecutable(path)) {
                throw new IllegalStateException(variable + " names no program: " + named);
            }
            return Optional.of(path);
        }
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
