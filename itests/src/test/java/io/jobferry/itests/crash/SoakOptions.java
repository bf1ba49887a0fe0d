package io.jobferry.itests.crash;

import java.time.Duration;

/**
 * How long, and of what, by system properties.
 *
 * @param path the only one
 * @param minutes two at least
 * @param rate jobs put a second; 0 for half of what the path carries, which is measured first
 * @param seed of the script
 */
record SoakOptions(CrashPath path, int minutes, int rate, long seed) {
    SoakOptions {
        if (minutes < 2 || rate < 0) {
            throw new IllegalArgumentException(
                    "minutes are less than 2, or rate is less than 0: " + minutes + ", " + rate);
        }
    }

    /** {@code jobferry.soak.path}, {@code .minutes}, {@code .rate} and {@code .seed}. */
    static SoakOptions given() {
        return new SoakOptions(
                CrashPath.named(System.getProperty("jobferry.soak.path", CrashPath.BEANSTALKD_KAFKA_ONCE.toString())),
                Integer.getInteger("jobferry.soak.minutes", 30),
                Integer.getInteger("jobferry.soak.rate", 0),
                Long.getLong("jobferry.soak.seed", 1));
    }

    /** How many strikes there are between begin and end. */
    int strikes(Duration between) {
        return (int) (Duration.ofMinutes(minutes).dividedBy(between) - 1);
    }
}
