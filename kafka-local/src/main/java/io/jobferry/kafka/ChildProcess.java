package io.jobferry.kafka;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that runs as a child of this JVM, and ends when it is closed or this JVM ends. What it writes, errors too,
 * is appended to a file. Any thread.
 */
public final class ChildProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LAST_LINES = 20;

    private final String name;
    private final Path log;
    private final long logBegin;
    private final Process process;
    private final Thread atExit;

    private ChildProcess(String name, Path log, long logBegin, Process process) {
        this.name = name;
        this.log = log;
        this.logBegin = logBegin;
        this.process = process;
        this.atExit = new Thread(process::destroyForcibly, "end-" + name);
    }

    /**
     * A child that was started.
     *
     * @param name for messages, and of the file of what it writes: {@code <name>.log}
     * @param directory where it runs and writes
     * @throws UncheckedIOException if it cannot be started
     */
    public static ChildProcess start(String name, List<String> command, Path directory) {
        try {
            Path log = directory.resolve(name + ".log");
            long logBegin = Files.exists(log) ? Files.size(log) : 0;
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            ChildProcess child = new ChildProcess(name, log, logBegin, process);
            Runtime.getRuntime().addShutdownHook(child.atExit);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Returns the first match in what it has written since its start, once there is one.
     *
     * @throws IllegalStateException if it ends before, or the time is over; the message has its last lines
     */
    public Matcher awaitOutput(Pattern pattern, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            boolean ended = !process.isAlive(); // asked first, so that its last words are still read
            Matcher matcher = pattern.matcher(output());
            if (matcher.find()) {
                return matcher;
            }
            if (ended) {
                throw new IllegalStateException(
                        name + " ended with status " + process.exitValue() + ", its last lines:\n" + lastLines());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(name + " did not write \"" + pattern + "\" within " + atMost.toSeconds()
                        + " s, its last lines:\n" + lastLines());
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Returns this once it has written that it runs; if it does not come to that, it is ended.
     *
     * @throws IllegalStateException as {@link #awaitOutput}
     */
    public ChildProcess awaitStart(Pattern runs, Duration atMost) throws InterruptedException {
        try {
            awaitOutput(runs, atMost);
            return this;
        } catch (InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Returns the status with which it ended by itself.
     *
     * @throws IllegalStateException if it runs after this time; it is killed
     */
    public int awaitEnd(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            close();
            throw new IllegalStateException(
                    name + " runs after " + atMost.toSeconds() + " s, its last lines:\n" + lastLines());
        }
        close();
        return process.exitValue();
    }

    /** Everything that it has written since its start. */
    public String output() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] bytes = new byte[Math.toIntExact(file.length() - logBegin)];
            file.seek(logBegin);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Asks it to end (SIGTERM), and returns once it has.
     *
     * @throws IllegalStateException if it runs after two minutes; it is killed
     */
    public void stop() throws InterruptedException {
        process.destroy();
        awaitEnd(PATIENCE);
    }

    /** SIGKILL. Returns once it is gone; also a process in SIGSTOP goes. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Stops it in its tracks (SIGSTOP): its connections stay open and it answers nothing. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on after {@link #pause}. */
    public void resume() {
        signal("CONT");
    }

    /** Sends it a signal by its name without SIG; returns once it is sent. */
    public void signal(String signal) {
        try {
            // The shell's own kill: a small Debian has no program of that name.
            int status = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                    .inheritIO()
                    .start()
                    .onExit()
                    .join()
                    .exitValue();
            if (status != 0) {
                throw new IllegalStateException("kill -" + signal + " ended with status " + status + " (" + name + ")");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #kill}. */
    @Override
    public void close() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // This JVM is ending: the hook finds nothing to do.
        }
    }

    private String lastLines() {
        List<String> lines = output().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }
}
