package io.jobferry.connect;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The few words that a key takes, one for each constant: {@code JOB_KEY} is {@code job.key}. */
public record Words<E extends Enum<E>>(List<E> constants) implements Validator, Recommender {
    public Words {
        constants = List.copyOf(constants);
    }

    /** The words for all constants of an enum. */
    public static <E extends Enum<E>> Words<E> of(Class<E> type) {
        return new Words<>(Arrays.asList(type.getEnumConstants()));
    }

    /** The word for a constant. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** The constant of a word that is one of these. */
    public E constant(String word) {
        return constants.stream()
                .filter(constant -> word(constant).equals(word))
                .findFirst()
                .orElseThrow();
    }

    private List<String> words() {
        return constants.stream().map(Words::word).toList();
    }

    @Override
    public void ensureValid(String key, @Nullable Object value) {
        if (!words().contains(value)) {
            throw new ConfigException(key, value, "it is one of " + this);
        }
    }

    @Override
    public List<Object> validValues(String key, Map<String, Object> parsed) {
        return List.copyOf(words());
    }

    @Override
    public boolean visible(String key, Map<String, Object> parsed) {
        return true;
    }

    @Override
    public String toString() {
        return String.join(", ", words());
    }
}
