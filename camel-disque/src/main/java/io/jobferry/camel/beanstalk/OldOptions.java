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
    private static final List<String> DURATIONS = List.of("jobDelay", "jobTimeToRun");
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    private OldOptions() {}

    /**
     * Changes the parameters; returns the names of those that were dropped.
     *
     * @param oldPath whether the URI is an old one altogether: then a duration without unit counts seconds
     * @throws IllegalArgumentException if {@code command} stands beside {@code operation}
     */
    static List<String> translate(Map<String, Object> parameters, boolean oldPath) {
        rename(parameters, "command", "operation");
        Object onFailure = parameters.get("onFailure");
        if (onFailure != null && ON_FAILURE.containsKey(onFailure.toString())) {
            parameters.put("onFailure", ON_FAILURE.get(onFailure.toString()));
        }
        if (oldPath) {
            DURATIONS.forEach(name -> parameters.computeIfPresent(name, (key, value) -> inSeconds(value)));
        }
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

    private static Object inSeconds(Object duration) {
        return DIGITS.matcher(duration.toString()).matches() ? duration + "s" : duration;
    }
}
