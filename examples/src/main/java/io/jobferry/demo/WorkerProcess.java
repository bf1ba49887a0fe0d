package io.jobferry.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The worker's JVM. */
final class WorkerProcess implements AutoCloseable {
    private final Process process;

    private WorkerProcess(Process process) {
        this.process = process;
    }

    /** @param redelivered is called for each redelivery that it tells of, by a thread of its own */
    static WorkerProcess start(DemoQueue queue, String servers, String prefix, Runnable redelivered)
            throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-Ddemo.log=" + System.getProperty("demo.log", "OFF"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        queue.name(),
                        servers,
                        prefix)
                .redirectError(Redirect.INHERIT)
                .start();
        Thread reader = new Thread(() -> read(process, redelivered), "worker-output");
        reader.setDaemon(true);
        reader.start();
        return new WorkerProcess(process);
    }

    private static void read(Process process, Runnable redelivered) {
        try (BufferedReader output = process.inputReader()) {
            output.lines().filter(Worker.REDELIVERED::equals).forEach(line -> redelivered.run());
        } catch (IOException | UncheckedIOException e) {
            // the pipe broke: it was killed
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** kill -9; waits until it has gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("worker " + process.pid() + " lives 10 s after it was killed");
        }
    }

    /** As {@link #kill}, without waiting. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
