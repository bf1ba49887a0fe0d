package io.jobferry.camel.beanstalk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the option names and values of camel-beanstalk 3 as what they are called now. */
final class OldOptions {
    /** What they switched has no counterpart: lanes wait for their jobs, and connections are always buffered. */
    private static final List<String> WITHOUT_MEANING = List.of("awaitJob", "useBlockIO");

    private static final Map<String, String> ON_FAILURE =
            Map.of("release", "retry", "bury", "dead", "delete", "discard");
    private static final Pattern DIGITS = Pattern.compile("0*[1-9]\\d*");

    private OldOptions() {}

    /**
     * Changes the parameters; returns the names of those that were dropped.
     *
     * @param oldPath whether the URI is an old one altogether: then a duration without unit counts seconds
     * @throws IllegalArgumentException if {@code command} stands beside {@code operation}, or a duration has no unit
     */
    static List<String> translate(Map<String, Object> parameters, boolean oldPath) {
        rename(parameters, "command", "operation");
        Object onFailure = parameters.get("onFailure");
        if (onFailure != null && ON_FAILURE.containsKey(onFailure.toString())) {
            parameters.put("onFailure", ON_FAILURE.get(onFailure.toString()));
        }
        duration(parameters, "jobDelay", oldPath);
        duration(parameters, "jobTimeToRun", oldPath);
        List<String> dropped = new ArrayList<>();
        for (String name : WITHOUT_MEANING) {
            if (parameters.remove(name) != null) {
                dropped.add(name);
            }
        }
        return dropped;
    }

    private static void rename(Map<String, Object> parameters, String from, String to) {
        Object value = parameters.remove(from);
        if (value != null && parameters.putIfAbsent(to, value) != null) {
            throw new IllegalArgumentException("option " + from + " is the old name of " + to + ": both are set");
        }
    }

    /** Camel would read bare digits as milliseconds, the old component read seconds: a silent factor of 1000. */
    private static void duration(Map<String, Object> parameters, String name, boolean oldPath) {
        Object value = parameters.get(name);
        if (value == null || !DIGITS.matcher(value.toString()).matches()) {
            return;
        }
        if (!oldPath) {
            throw new IllegalArgumentException("option " + name + " has no unit: \"" + value + "\": write " + value
                    + "s for the seconds of camel-beanstalk 3, or " + value + "ms");
        }
        parameters.put(name, value + "s");
    }
}
