package io.jobferry.kafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** The controller of a cluster of one broker, on a free port of the loopback address. One thread at a time. */
final class LocalController implements AutoCloseable {
    static final String LISTENER = "CONTROLLER";
    private static final int NODE = 100;
    private static final String NAME = "controller";

    private final int port = Loopback.freePort();
    private final ChildProcess process;

    /**
     * A new one, which runs.
     *
     * @param directory for its log; its files are in a directory there
     * @throws IllegalStateException if it does not start within two minutes; the message has its last lines
     */
    static LocalController start(KafkaLibraries libraries, KafkaStorage storage, Path directory)
            throws InterruptedException {
        return new LocalController(libraries, storage, directory);
    }

    private LocalController(KafkaLibraries libraries, KafkaStorage storage, Path directory)
            throws InterruptedException {
        String properties = PropertiesFile.write(directory, NAME, settings(directory.resolve(NAME + "-data")))
                .toString();
        storage.format(directory, properties);
        this.process = KafkaNode.start(libraries, NAME, directory, properties);
    }

    /** As brokers name it. */
    String voter() {
        return NODE + "@" + Loopback.ADDRESS + ":" + port;
    }

    /** Returns once this broker counts as gone: some seconds after its last heartbeat. */
    void awaitMissed(int broker) throws InterruptedException {
        // The last word about it: it is fenced, and was not let in again.
        Pattern fenced = Pattern.compile("(?s)Fencing broker " + broker + " (?!.*request from broker " + broker
                + " to unfence has been granted)");
        process.awaitOutput(fenced, KafkaNode.PATIENCE);
    }

    @Override
    public void close() {
        process.close();
    }

    private Map<String, String> settings(Path data) {
        return Map.of(
                "process.roles",
                "controller",
                "node.id",
                Integer.toString(NODE),
                "controller.quorum.voters",
                voter(),
                "listeners",
                LISTENER + "://" + Loopback.ADDRESS + ":" + port,
                "controller.listener.names",
                LISTENER,
                "listener.security.protocol.map",
                LISTENER + ":PLAINTEXT",
                "log.dirs",
                data.toString(),
                // A broker that was killed is missed then, and not after nine seconds; one that is stopped for a while
                // is not.
                "broker.session.timeout.ms",
                "6000");
    }
}
