package io.jobferry.itests;

import io.jobferry.Backend;
import io.jobferry.JobSource;
import io.jobferry.Queues;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of its own that reserves jobs and holds them until it is killed. */
final class ChildWorker implements AutoCloseable {
    private static final String HOLDING = "holding";

    private final Process process;

    private ChildWorker(Process process) {
        this.process = process;
    }

    /** A worker that holds this many jobs of a server, which is given by its URI, by now. */
    static ChildWorker holding(int jobs, String server, String queue) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildWorker.class.getName(),
                        server,
                        queue,
                        Integer.toString(jobs))
                .redirectError(Redirect.INHERIT)
                .start();
        ChildWorker worker = new ChildWorker(process);
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); !HOLDING.equals(line); line = output.readLine()) {
            if (line == null) {
                worker.close();
                throw new IllegalStateException("child worker ended before it held " + jobs + " jobs");
            }
        }
        return worker;
    }

    /** The child. */
    public static void main(String[] args) throws Exception {
        try (Backend backend = Queues.open(args[0]);
                JobSource source = backend.source(List.of(args[1]))) {
            int left = Integer.parseInt(args[2]);
            while (left > 0) {
                left -= source.reserve(left, Duration.ofSeconds(10)).size();
            }
            System.out.println(HOLDING);
            // Its standard input ends with its parent: a child must not outlive a test that was killed.
            if (System.in.read() < 0) {
                System.exit(1);
            }
        }
    }

    /** SIGKILL; returns once it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("child worker lives 10 s after it was killed");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
