package io.jobferry.connect;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Keys that neither the connector nor the worker knows: mistyped ones would be left out of account without a word. */
final class UnknownKeys {
    private static final Set<String> WORKERS = Set.of(
            "name",
            "connector.class",
            "connector.plugin.version",
            "config.action.reload",
            "exactly.once.support",
            "offsets.storage.topic");

    /** The worker's, each by itself or with more after a dot. */
    private static final List<String> WORKERS_PREFIXES = List.of(
            "tasks.max",
            "transaction.boundary",
            "key.converter",
            "value.converter",
            "header.converter",
            "transforms",
            "predicates",
            "errors",
            "topic.creation",
            "producer.override",
            "consumer.override",
            "admin.override");

    private UnknownKeys() {}

    /** The keys of these that are nobody's, and what to say about each. */
    static Map<String, String> among(Collection<String> keys, Set<String> known) {
        Map<String, String> unknown = new TreeMap<>();
        for (String key : keys) {
            if (!known.contains(key) && !isWorkers(key) && !isWorkersOfSink(key, known)) {
                unknown.put(key, message(key, known));
            }
        }
        return unknown;
    }

    private static boolean isWorkers(String key) {
        return WORKERS.contains(key)
                || WORKERS_PREFIXES.stream().anyMatch(prefix -> key.equals(prefix) || key.startsWith(prefix + "."));
    }

    /** The topics to read are the worker's affair; where there is a topic to write to, it was that which was meant. */
    private static boolean isWorkersOfSink(String key, Set<String> known) {
        return (key.equals("topics") || key.equals("topics.regex")) && !known.contains("topic");
    }

    private static String message(String key, Set<String> known) {
        if (key.endsWith("ssl.endpoint.identification.algorithm")) {
            return "is not offered: the server's certificate is always checked for the name in the address";
        }
        return "is no key of this connector"
                + nearest(key, known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("");
    }

    /** A known key that is the same but for its prefix, its case or its dots, or but for two letters, or a fifth of them. */
    private static Optional<String> nearest(String key, Set<String> known) {
        String typed = letters(key);
        return known.stream()
                .filter(candidate -> letters(candidate).endsWith(typed)
                        || distance(typed, letters(candidate)) <= Math.max(2, typed.length() / 5))
                .min(Comparator.<String>comparingInt(candidate -> distance(typed, letters(candidate)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static String letters(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** How many letters must be put, dropped or changed to make one of the other (Levenshtein). */
    private static int distance(String from, String to) {
        int[] above = IntStream.rangeClosed(0, to.length()).toArray();
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[to.length()];
    }
}
