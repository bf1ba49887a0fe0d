package io.jobferry.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** A process of Kafka's own program, as broker or as controller: its properties say which. */
final class KafkaNode {
    static final String PROGRAM = "kafka.Kafka";
    static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern STARTED = Pattern.compile("Kafka Server started");

    private KafkaNode() {}

    /**
     * A node that runs.
     *
     * @param name of its log, in the directory
     * @throws IllegalStateException if it does not start within two minutes; the message has its last lines
     */
    static ChildProcess start(KafkaLibraries libraries, String name, Path directory, String properties)
            throws InterruptedException {
        return libraries.start(name, PROGRAM, directory, properties).awaitStart(STARTED, PATIENCE);
    }
}
