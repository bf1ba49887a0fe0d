package io.jobferry.beanstalk;

import io.jobferry.QueueException;
import java.util.Map;

/**
 * What {@code stats-job} says of a job.
 *
 * @param timeToRunSeconds the length of its lease
 * @param attempt 1 + releases + timeouts; both begin again at 0 when the server restarts
 * @param all everything, under the server's names
 */
record JobFacts(String tube, long priority, long timeToRunSeconds, int attempt, Map<String, String> all) {
    /** @throws QueueException of kind PROTOCOL if something that every beanstalkd says is not there */
    static JobFacts of(Map<String, String> stats, String place) {
        long attempt = 1 + number(stats, "releases", place) + number(stats, "timeouts", place);
        return new JobFacts(
                stats.getOrDefault("tube", ""),
                number(stats, "pri", place),
                number(stats, "ttr", place),
                (int) Math.min(attempt, Integer.MAX_VALUE),
                stats);
    }

    private static long number(Map<String, String> stats, String key, String place) {
        String value = stats.getOrDefault(key, "");
        if (!value.matches("[0-9]{1,18}")) {
            throw new QueueException(
                    QueueException.Kind.PROTOCOL, "stats-job has no number under \"" + key + "\" (" + place + ")");
        }
        return Long.parseLong(value);
    }
}
