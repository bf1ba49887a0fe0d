package io.jobferry.connect;

import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The value of {@code queue}: a queue's name, in which ${topic} stands for the record's topic. Immutable. */
record QueueTemplate(String text) {
    private static final String TOPIC = "${topic}";

    /** The queue of records of this topic. */
    String queue(String topic) {
        return text.replace(TOPIC, topic);
    }

    /** Whether every record goes to the same queue. */
    boolean isFixed() {
        return !text.contains(TOPIC);
    }

    /** Refuses what is no template; for a {@link org.apache.kafka.common.config.ConfigDef}. */
    static void check(String key, @Nullable Object value) {
        String text = (String) value;
        if (text == null || text.isEmpty()) {
            throw new ConfigException(key, value, "is empty; a queue's name is needed, ${topic} in it is the topic");
        }
        if (text.replace(TOPIC, "").contains("${")) {
            throw new ConfigException(key, value, "the only variable is ${topic}");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
