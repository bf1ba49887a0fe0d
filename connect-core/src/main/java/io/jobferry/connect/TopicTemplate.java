package io.jobferry.connect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code topic}: a topic's name, in which ${queue} stands for the job's queue. Characters that a topic cannot
 * have become {@code _} in the queue's part only. Immutable.
 */
record TopicTemplate(String text) {
    /** What a topic may be called, for messages. */
    static final String ALLOWED = "a topic has at most 249 of a-z A-Z 0-9 . _ - and is neither . nor ..";

    private static final String QUEUE = "${queue}";
    private static final Pattern LITERAL = Pattern.compile("[a-zA-Z0-9._-]*");
    private static final Pattern REPLACED = Pattern.compile("[^a-zA-Z0-9._-]");
    private static final int LONGEST = 249;

    /** The topic of jobs of this queue. */
    String topic(String queue) {
        return text.replace(QUEUE, REPLACED.matcher(queue).replaceAll("_"));
    }

    /** What is wrong with the topics of these queues, which are all different; empty if nothing is. */
    Optional<String> conflict(List<String> queues) {
        Map<String, String> queueOf = new TreeMap<>();
        for (String queue : queues) {
            String topic = topic(queue);
            if (!isTopic(topic)) {
                return Optional.of("makes \"" + topic + "\" of queue \"" + queue + "\": " + ALLOWED);
            }
            String other = queueOf.put(topic, queue);
            if (other != null && text.contains(QUEUE)) {
                return Optional.of("makes \"" + topic + "\" of queue \"" + other + "\" and of queue \"" + queue
                        + "\": name one topic for all, or give each queue a connector of its own");
            }
        }
        return Optional.empty();
    }

    /** Refuses what is no template; for a {@link org.apache.kafka.common.config.ConfigDef}. */
    static void check(String key, @Nullable Object value) {
        String text = value == null ? "" : value.toString();
        String literal = text.replace(QUEUE, "");
        boolean isLegal = text.contains(QUEUE) ? literal.length() < LONGEST : isTopic(text);
        if (!isLegal || !LITERAL.matcher(literal).matches()) {
            throw new ConfigException(key, text, ALLOWED + "; ${queue} in it is the job's queue");
        }
    }

    private static boolean isTopic(String name) {
        return !name.isEmpty() && name.length() <= LONGEST && !name.equals(".") && !name.equals("..");
    }

    @Override
    public String toString() {
        return text;
    }
}
