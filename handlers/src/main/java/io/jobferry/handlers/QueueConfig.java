package io.jobferry.handlers;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One named queue, as core-queue's configuration has it.
 *
 * @param redisName which server it lies on
 * @param parallelism how many handlers run at a time; core-queue's own number is that of the processors
 * @param checkQueueLength how often the lengths are told; zero for core-queue's 15 s
 */
record QueueConfig(String redisName, int parallelism, Duration checkQueueLength) {
    static final String DEFAULT_NAME = "default";

    private static final Pattern KEY = Pattern.compile("queue\\.([^.]+)\\.([^.]+)");
    private static final String REDIS_NAME = "redisName";
    private static final String PARALLELISM = "parallelism";
    private static final String CHECK_QUEUE_LENGTH = "checkQueueLengthIntervalSecond";
    private static final Set<String> OPTIONS = new TreeSet<>(Set.of(REDIS_NAME, PARALLELISM, CHECK_QUEUE_LENGTH));
    private static final Duration LENGTHS = Duration.ofSeconds(15);

    static final QueueConfig DEFAULT =
            new QueueConfig(DEFAULT_NAME, Runtime.getRuntime().availableProcessors(), LENGTHS);

    /**
     * The queues of these keys, {@code queue.<name>.<option>}; one that is called default is there in any case.
     *
     * @throws IllegalArgumentException for any other key, or a value that does not fit; the message says what does
     */
    static Map<String, QueueConfig> read(Map<String, String> configuration) {
        Map<String, QueueConfig> queues = new TreeMap<>();
        queues.put(DEFAULT_NAME, DEFAULT);
        configuration.forEach((key, value) -> {
            Matcher matcher = KEY.matcher(key);
            if (!matcher.matches() || !OPTIONS.contains(matcher.group(2))) {
                throw new IllegalArgumentException(
                        "key is not queue.<name>. and one of " + OPTIONS + ": \"" + key + "\"");
            }
            queues.compute(
                    matcher.group(1),
                    (name, read) -> (read == null ? DEFAULT : read).with(key, matcher.group(2), value));
        });
        return queues;
    }

    private QueueConfig with(String key, String option, String value) {
        return switch (option) {
            case REDIS_NAME -> new QueueConfig(value, parallelism, checkQueueLength);
            case PARALLELISM -> new QueueConfig(redisName, number(key, value, 1), checkQueueLength);
            default -> {
                int seconds = number(key, value, 0);
                yield new QueueConfig(redisName, parallelism, seconds == 0 ? LENGTHS : Duration.ofSeconds(seconds));
            }
        };
    }

    private static int number(String key, String value, int least) {
        try {
            int number = Integer.parseInt(value.trim());
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(key + " is not a whole number of " + least + " or more: \"" + value + "\"");
    }
}
