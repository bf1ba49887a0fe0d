package io.jobferry.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./demo} was asked to do.
 *
 * @param beanstalkd the server to use, {@code host:port}; null for an embedded one
 * @param jobs how many jobs, at least 1,000: of those 10 fail once and 1 for good
 * @param kafka whether the jobs go through a Kafka topic instead of a Camel route
 * @param keep whether server and worker are left running afterwards, until Ctrl-C
 */
record DemoOptions(@Nullable String beanstalkd, int jobs, boolean kafka, boolean keep) {
    private static final int LEAST = 1_000;
    private static final int MOST = 1_000_000;

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException if an option is unknown or its value out of range
     */
    static DemoOptions parse(String... args) {
        Deque<String> left = new ArrayDeque<>(List.of(args));
        String beanstalkd = null;
        int jobs = 10_000;
        boolean kafka = false;
        boolean keep = false;
        while (!left.isEmpty()) {
            String option = left.remove();
            switch (option) {
                case "--beanstalkd" -> beanstalkd = value(option, left);
                case "--jobs" -> jobs = jobs(value(option, left));
                case "--kafka" -> kafka = true;
                case "--keep" -> keep = true;
                default -> throw new IllegalArgumentException("option is not known: " + option);
            }
        }
        return new DemoOptions(beanstalkd, jobs, kafka, keep);
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
