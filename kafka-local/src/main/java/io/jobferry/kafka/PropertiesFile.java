package io.jobferry.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Writes what Kafka's programs read at their start. */
final class PropertiesFile {
    private PropertiesFile() {}

    /** The file {@code <name>.properties} of this directory, which is created if it is not there. */
    static Path write(Path directory, String name, Map<String, String> properties) {
        Properties all = new Properties();
        all.putAll(properties);
        try {
            Files.createDirectories(directory);
            Path file = directory.resolve(name + ".properties");
            try (Writer writer = Files.newBufferedWriter(file)) {
                all.store(writer, null);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
