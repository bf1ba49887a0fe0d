package io.jobferry.itests;

import io.jobferry.Backend;
import io.jobferry.Queues;
import io.jobferry.consume.JobConsumer;
import io.jobferry.consume.JobHandler;
import io.jobferry.kafka.ChildProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A process of its own that works on jobs until it is killed: its work is to say their bodies. */
final class ChildConsumer implements AutoCloseable {
    private static final Pattern HANDLED = Pattern.compile("(?m)^handled (.*)$");

    private final ChildProcess process;

    private ChildConsumer(ChildProcess process) {
        this.process = process;
    }

    /** A consumer of this queue of the server of this URI. */
    static ChildConsumer start(String server, String queue, Path directory) {
        return new ChildConsumer(ChildProcess.start(
                "child-consumer",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildConsumer.class.getName(),
                        server,
                        queue),
                directory));
    }

    /** The child. */
    public static void main(String[] args) throws Exception {
        try (Backend backend = Queues.open(args[0]);
                JobConsumer consumer = new JobConsumer(
                        backend,
                        args[1],
                        JobHandler.of(job ->
                                System.out.println("handled " + job.body().utf8())))) {
            consumer.start();
            new CountDownLatch(1).await(); // until it is killed
        }
    }

    /** The bodies that it said. */
    Set<String> handled() {
        return HANDLED.matcher(process.output())
                .results()
                .map((MatchResult line) -> line.group(1))
                .collect(Collectors.toSet());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL; returns once it is gone. */
    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
