package io.jobferry.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./demo} was asked to do.
 *
 * @param queue what jobs are put into
 * @param servers the server to use, {@code host:port}, with commas between several; null for one of the demo's own
 * @param jobs how many jobs, at least 1,000: of those 10 fail once and 1 for good
 * @param kafka whether the jobs go through a Kafka topic instead of a Camel route
 * @param keep whether server and worker are left running afterwards, until Ctrl-C
 */
record DemoOptions(DemoQueue queue, @Nullable String servers, int jobs, boolean kafka, boolean keep) {
    private static final int LEAST = 1_000;
    private static final int MOST = 1_000_000;

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException if an option is unknown, its value out of range, or two contradict each other
     */
    static DemoOptions parse(String... args) {
        Deque<String> left = new ArrayDeque<>(List.of(args));
        DemoQueue queue = null;
        String servers = null;
        int jobs = 10_000;
        boolean kafka = false;
        boolean keep = false;
        while (!left.isEmpty()) {
            String option = left.remove();
            switch (option) {
                case "--queue" -> queue = agreed(queue, DemoQueue.of(value(option, left)));
                case "--beanstalkd" -> {
                    queue = agreed(queue, DemoQueue.BEANSTALK);
                    servers = value(option, left);
                }
                case "--disque" -> {
                    queue = agreed(queue, DemoQueue.DISQUE);
                    servers = value(option, left);
                }
                case "--redis" -> {
                    queue = agreed(queue, DemoQueue.REDIS);
                    servers = value(option, left);
                }
                case "--jobs" -> jobs = jobs(value(option, left));
                case "--kafka" -> kafka = true;
                case "--keep" -> keep = true;
                default -> throw new IllegalArgumentException("option is not known: " + option);
            }
        }
        return new DemoOptions(queue == null ? DemoQueue.BEANSTALK : queue, servers, jobs, kafka, keep);
    }

    /**
     * Sees that there can be a server to run on.
     *
     * @throws IllegalArgumentException if an address is malformed, or there is no program to start
     */
    void requireServer() {
        if (servers == null) {
            queue.requireProgram();
        } else {
            queue.open(servers).close();
        }
    }

    private static DemoQueue agreed(@Nullable DemoQueue before, DemoQueue now) {
        if (before != null && before != now) {
            throw new IllegalArgumentException("one queue at a time: " + before.word() + ", " + now.word());
        }
        return now;
    }

    private static String value(String option, Deque<String> left) {
        if (left.isEmpty()) {
            throw new IllegalArgumentException("option has no value: " + option);
        }
        return left.remove();
    }

    private static int jobs(String text) {
        try {
            int jobs = Integer.parseInt(text);
            if (jobs >= LEAST && jobs <= MOST) {
                return jobs;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--jobs is not a number: " + text, e);
        }
        throw new IllegalArgumentException("--jobs is not in " + LEAST + " to " + MOST + ": " + text);
    }
}
