package io.jobferry.itests.crash;

import static org.awaitility.Awaitility.await;

import io.jobferry.kafka.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel application of one route, in a process of its own. */
final class RouteCarrier implements Carrier {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RUNS = "route runs";

    private final Path directory;
    private final String from;
    private final String to;
    private ChildProcess process;

    /** Runs by now. */
    RouteCarrier(Path directory, String from, String to) throws InterruptedException {
        this.directory = directory;
        this.from = from;
        this.to = to;
        this.process = launch("application");
    }

    /** The child: from one endpoint to the other. */
    public static void main(String[] args) throws Exception {
        CamelContext camel = new DefaultCamelContext(); // ends with the process
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(args[0]).to(args[1]);
            }
        });
        camel.start();
        System.out.println(RUNS);
        new CountDownLatch(1).await(); // until it is killed
    }

    private ChildProcess launch(String name) throws InterruptedException {
        return ChildProcess.start(
                        name,
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                RouteCarrier.class.getName(),
                                from,
                                to),
                        directory)
                .awaitStart(Pattern.compile(RUNS), PATIENCE);
    }

    @Override
    public Victim victim() {
        return new Victim(
                "application",
                () -> process.close(),
                () -> process = launch("application"),
                () -> process.pause(),
                () -> process.resume());
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void joinFor(Duration time) throws InterruptedException {
        try (ChildProcess second = launch("second")) {
            await().pollDelay(time).atMost(PATIENCE).until(second::isAlive);
        }
    }

    @Override
    public String revive() throws InterruptedException {
        if (process.isAlive()) {
            return "";
        }
        process.close();
        process = launch("application");
        return "the application ended";
    }

    @Override
    public void close() {
        process.close();
    }
}
