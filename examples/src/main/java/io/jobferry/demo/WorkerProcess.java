package io.jobferry.demo;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The worker's JVM. */
final class WorkerProcess implements AutoCloseable {
    private final Process process;

    private WorkerProcess(Process process) {
        this.process = process;
    }

    static WorkerProcess start(String server, String prefix) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-Ddemo.log=" + System.getProperty("demo.log", "OFF"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        server,
                        prefix)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT)
                .start();
        return new WorkerProcess(process);
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
