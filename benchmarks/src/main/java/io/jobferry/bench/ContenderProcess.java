package io.jobferry.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A contender's JVM, seen from outside. One thread. */
final class ContenderProcess implements Runner {
    private static final List<String> JVM = List.of("-Xms1g", "-Xmx1g", "-Xmn128m");

    /**
     * For a JVM that lives over all rounds: to touch a page for the first time costs more than to use it (here some 15 us),
     * and a process that has run for a while does so no more. The start takes longer by it.
     */
    private static final List<String> TOUCHED = List.of("-XX:+AlwaysPreTouch");

    private final Contender contender;
    private final Path log;
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter orders;
    private long openingNanos;

    private ContenderProcess(Contender contender, Path log, Process process) {
        this.contender = contender;
        this.log = log;
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = process.outputWriter(StandardCharsets.US_ASCII);
    }

    /** One that is ready for its first round, and for many. */
    static ContenderProcess start(Contender contender, int port, Course course) throws IOException {
        return start(contender, port, course, TOUCHED);
    }

    /** One whose start is what is measured. */
    static ContenderProcess startCold(Contender contender, int port, Course course) throws IOException {
        return start(contender, port, course, List.of());
    }

    private static ContenderProcess start(Contender contender, int port, Course course, List<String> more)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(JVM);
        command.addAll(more);
        command.add("-Dbench.port=" + port);
        contender.properties().forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(
                List.of("-cp", course.libraries().classPath(contender.library()), ContenderMain.class.getName()));
        Path log = course.directory().resolve(contender.name().replaceAll("[^a-zA-Z0-9.]+", "-") + ".log");
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(new File(log.toString())))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        ContenderProcess started = new ContenderProcess(contender, log, process);
        started.openingNanos = Long.parseLong(started.expect("ready "));
        return started;
    }

    @Override
    public Contender contender() {
        return contender;
    }

    /** How long its work took to open. */
    long openingNanos() {
        return openingNanos;
    }

    @Override
    public Result run(Order order, Server server) throws IOException {
        long serverCpu = server.cpuNanos();
        long clientCpu = cpuNanos();
        orders.write(order.line() + "\n");
        orders.flush();
        String[] numbers = expect("done ").split(" ", -1);
        Quantiles latency =
                new Quantiles(Long.parseLong(numbers[1]), Long.parseLong(numbers[2]), Long.parseLong(numbers[3]));
        return new Result(
                order.jobs(),
                Long.parseLong(numbers[0]),
                latency,
                Double.parseDouble(numbers[4]),
                server.cpuNanos() - serverCpu,
                cpuNanos() - clientCpu);
    }

    /** CPU time so far. */
    long cpuNanos() {
        return Cpu.nanos(process.toHandle());
    }

    /** The rest of the next line, which must begin like this. */
    private String expect(String begin) throws IOException {
        String line = answers.readLine();
        if (line == null || !line.startsWith(begin)) {
            throw new IllegalStateException(
                    contender.name() + " answered \"" + line + "\", not \"" + begin.strip() + "\": its log is " + log);
        }
        return line.substring(begin.length());
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
